/**
 * Reorders `values[from..to)`, and `labels` with them, so that the `count` greatest come first, in any order among
 * themselves (Hoare's quickselect, median of three). 0 < count < to − from.
 */
export function selectGreatest(values: Float64Array, labels: Int32Array, [from, to]: [number, number], count: number) {
  const wanted = from + count - 1;
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = medianOf(values[low]!, values[(low + high) >> 1]!, values[high]!);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! > pivot) left++;
      while (values[right]! < pivot) right--;
      if (left > right) break;
      const value = values[left]!;
      values[left] = values[right]!;
      values[right] = value;
      const label = labels[left]!;
      labels[left++] = labels[right]!;
      labels[right--] = label;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else return;
  }
}

const medianOf = (a: number, b: number, c: number): number =>
  a > b ? (b > c ? b : Math.min(a, c)) : a > c ? a : Math.min(b, c);
