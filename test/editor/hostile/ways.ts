/** What a user does with a prompt in the editor. */
export type Way =
  | { readonly is: 'evaluated' | 'resumed' }
  /** It is optimized, and its report exported. */
  | { readonly is: 'exported' }
  /** It is evaluated while a command at a terminal does so. */
  | { readonly is: 'shared'; readonly command: readonly string[] }

/** The forms in which a report is exported to a file. */
export const exportForms = ['markdown', 'html', 'svg', 'json'] as const
