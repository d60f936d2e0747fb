/** The type without its parameters, in lower case: `text/html` of `Text/HTML; charset=utf-8`. */
export function mimeEssence(type: string): string {
  const end = type.indexOf(';');
  return (end === -1 ? type : type.slice(0, end)).trim().toLowerCase();
}
