/**
 * GLSL: `inTheWay`, 1 at the axis of the cone between the eye and the watched spot and right before the eye, 0 beside and
 * behind it. See WorldUniforms.watched.
 */
export const SEE_THROUGH = `
uniform vec4 uWatched;
float inTheWay(vec3 spot) {
  if (uWatched.w <= 0.0) return 0.0;
  vec3 toWatched = uWatched.xyz - cameraPosition;
  float far = length(toWatched);
  float along = dot(spot - cameraPosition, toWatched) / far;
  float off = length(spot - cameraPosition - toWatched * (along / far));
  float reach = uWatched.w * along / far;
  float between =
    (1.0 - smoothstep(reach * 0.75, reach + 0.01, off)) * (1.0 - smoothstep(-0.4, 0.4, along - far + uWatched.w));
  return max(between, 1.0 - smoothstep(0.5, 0.9, length(spot - cameraPosition)));
}`;
