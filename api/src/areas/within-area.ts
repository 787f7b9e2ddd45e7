/**
 * SQL for "in this area or one below it": `placeholder` stands for the area's code. The codes below it are its own, a dot
 * and more; the slash comes right after the dot. Unlike `like`, these operators are leakproof: under row policies
 * PostgreSQL still looks the range up in an index with `text_pattern_ops`, and knows how many reports lie in it.
 */
export function withinArea(column: string, placeholder: string): string {
  return `(${column} ~>=~ ${placeholder}::text and ${column} ~<~ (${placeholder}::text || '/'))`;
}
