/**
 * GLSL: `hash`, a number 0–1 for a position; `noise`, a smooth version; `grain`, noise that is replaced by its mean
 * where PLAIN is defined: on machines that render on the CPU, which also do without sines.
 */
export const NOISE = `
float hash(vec2 p) {
  vec2 q = fract(p * vec2(0.7548777, 0.5698403));
  q += dot(q, q.yx + 31.7);
  return fract((q.x + q.y) * q.x * 1.37);
}
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float grain(vec2 p) {
#ifdef PLAIN
  return 0.5;
#else
  return noise(p);
#endif
}`;
