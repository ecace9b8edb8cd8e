import { isAmongEvals } from '../../evals/evalSetPlaces.ts'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { type Draft, messageTemplate, promptFormat } from '../draft.ts'
import { textSuffixes } from '../finding/globs.ts'
import { isAboutFolder, isInPrompts } from '../finding/promptPaths.ts'
import { type LanguageName, languages } from '../languages.ts'
import { dataText, isChatText } from '../source/chatList.ts'
import { spanField } from '../source/sourceField.ts'
import { tokensIn } from '../source/templateTokens.ts'

/**
 * A prompt in a text file, sent whole as one user message. No suffix marks a text as a prompt. Such files count if they
 * are in a folder called `prompts`, are offered only if they have an eval set of their own, and are read from anywhere
 * if they are named explicitly.
 */
export const text = promptFormat(
  'text',
  (path, source) =>
    suffix.test(path) && (source !== undefined || (isInPrompts(path) && !isAboutFolder(path) && !isAmongEvals(path))),
  read,
)

const suffix = new RegExp(`\\.(?:${textSuffixes.join('|')}|prompt)$`)

function read(path: string, source: string): Outcome<Draft> {
  const field = spanField(source, source.startsWith('\uFEFF') ? 1 : 0, source.length)
  if (field.text === '') return failure({ code: 'prompt-empty', place: { path, line: 1 } })
  // Promptfoo trims this one suffix. Everything else is sent with its final line end, as programs read a file.
  const sent = path.endsWith('.txt') ? { ...field, lead: '', tail: '' } : field
  return success({
    language: guessLanguage(path, field.text),
    targets: [{ id: 'body', field }],
    messages: [messageTemplate({ id: 'body', role: 'user', field: sent })],
    problems: isChatText(field.text) ? [dataText(path, 'the file', field)] : [],
  })
}

/** The template language of a text that does not name it: decided by the suffix, otherwise by the marks in the text. */
function guessLanguage(path: string, text: string): LanguageName {
  if (/\.(?:j2|jinja2?|njk)$/.test(path)) return 'jinja'
  if (/\.(?:mustache|hbs|handlebars)$/.test(path)) return 'handlebars'
  if (/\{\{\s*\$\w+\s*\}\}/.test(text)) return 'semantic-kernel'
  if (/\{%-?\s|\{#[\s\S]*#\}/.test(text)) return 'jinja'
  if (/\{\{[#>{]/.test(text)) return 'handlebars'
  if (text.includes('{{')) return path.endsWith('.prompt') ? 'handlebars' : 'jinja'
  // If some braces do not contain a name, all belong to the text: it shows JSON or code.
  const named = tokensIn(languages['single-braces'], text).length
  if (named > 0 && named === (text.match(/[{}]/g)?.length ?? 0) / 2 && !text.includes('${')) return 'single-braces'
  return 'dollar'
}
