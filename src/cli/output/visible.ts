/** What models, cases and files say is text: what a terminal would obey is taken out. */
export const visible = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, '�')

/** The same for a name that stands in a line. */
export const visibleName = (text: string): string => text.replace(/\p{Cc}/gu, '�')
