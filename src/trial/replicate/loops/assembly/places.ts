// The address of element i of a column.

// @ts-ignore: decorator
@inline
export function double(column: usize, i: i32): usize {
  return column + ((<usize>i) << 3);
}

// @ts-ignore: decorator
@inline
export function integer(column: usize, i: i32): usize {
  return column + ((<usize>i) << 2);
}

/** Adds 1 to a count and returns its previous value. */
// @ts-ignore: decorator
@inline
export function increment(count: usize): i32 {
  const before = load<i32>(count);
  store<i32>(count, before + 1);
  return before;
}
