import { mostLabels } from '../closedList.ts'
import type { Check } from '../evalSet.ts'
import { escaped } from '../grading/pattern.ts'

/** Which graders a destination can hold beside its cases. */
export type GradersHeld = 'any' | 'judge' | 'none'

/**
 * A grader that checks whether an answer follows a rule. A rule about form that holds for every answer is checked by
 * its form; what only understanding can tell is put to a judge, with the rule as its rubric.
 */
export function graderForRule(rule: string, held: GradersHeld): Check | undefined {
  if (held === 'none') return undefined
  const isConditional = /\b(?:if|when|unless|where|whenever|except|only for|in case)\b/i.test(rule)
  const formal = held === 'any' && !isConditional ? formalGrader(rule) : undefined
  return formal ?? { grader: 'judge', value: `The answer follows this rule: ${rule}` }
}

function formalGrader(rule: string): Check | undefined {
  const isForbidden = /\b(?:not|never|no|without|avoid|don['’]t|cannot)\b/i.test(rule)
  if (!isForbidden && /\b(?:valid |only |be |as |in )?JSON\b/.test(rule)) return jsonCheck(rule)
  const limit =
    /\b(?:at most|no more than|not more than|maximum of|max(?:imum)?\.?|up to|fewer than|less than|under|within|not exceed|or fewer than) (\d{1,4}) (words|characters)\b/i.exec(
      rule,
    )
  if (limit?.[1] && limit[2]) {
    const most = Number(limit[1]) - (/\b(?:fewer than|less than|under) \d/i.test(rule) ? 1 : 0)
    const pattern = limit[2].toLowerCase() === 'words' ? `^\\s*(?:\\S+\\s*){0,${most}}$` : `^[\\s\\S]{0,${most}}$`
    return { grader: 'regex', value: pattern }
  }
  const { quoted, before } = quoteIn(rule) ?? {}
  if (quoted === undefined || before === undefined) return undefined
  if (!isForbidden && /\b(?:start|begin)s?\b/i.test(before))
    return { grader: 'regex', value: `^\\s*${escaped(quoted)}` }
  if (!isForbidden && /\bends?\b/i.test(before)) return { grader: 'regex', value: `${escaped(quoted)}\\s*$` }
  if (!/\b(?:contain|include|mention|use|say|write|repeat)\w*\b/i.test(before)) return undefined
  return { grader: 'includes', value: quoted, ignoreCase: true, ...(isForbidden && { negate: true }) }
}

/**
 * The only text that a rule quotes, with the words before it, which say what is done with it: `"start" is a time` says
 * nothing about how an answer starts.
 */
function quoteIn(rule: string): { readonly quoted: string; readonly before: string } | undefined {
  const [first, second] = Array.from(rule.matchAll(/["“`]([^"“”`\n]{1,80})["”`]|(?<!\w)'([^'\n]{1,80})'(?!\w)/g))
  const quoted = first?.[1] ?? first?.[2]
  return quoted === undefined || second !== undefined ? undefined : { quoted, before: rule.slice(0, first?.index) }
}

/** The keys that a rule quotes have to be in the JSON. */
function jsonCheck(rule: string): Check {
  const keys = Array.from(rule.matchAll(/["“`']([A-Za-z_][\w-]{0,40})["”`']/g), match => match[1] ?? '')
  return keys.length === 0
    ? { grader: 'is-json' }
    : { grader: 'is-json', value: JSON.stringify({ type: 'object', required: keys }) }
}

/**
 * The answers among which the prompt lets choose: `one of: a, b, c`, a list below such words, or "Answer yes or no".
 * Empty if it names none.
 */
export function labelsIn(prompt: string): readonly string[] {
  const words =
    '(?:one of|labels?|topics?|categor(?:y|ies)|class(?:es)?|options?|choose (?:from|between|among)|classify (?:it |them )?(?:as|into)|sentiments?|intents?)'
  const line = new RegExp(`\\b${words}\\b[^:\\n.]{0,60}:[ \\t]*([^\\n]{3,300})`, 'i').exec(prompt)?.[1]
  const listed = new RegExp(`\\b${words}\\b[^:\\n]{0,60}:[ \\t]*\\n((?:[ \\t]*[-*•][^\\n]+\\n?){2,})`, 'i').exec(
    prompt,
  )?.[1]
  const pair =
    /\b(?:answer|reply|respond|say|return)s? (?:with |only |just |either )*["“'`]?(\w{1,20})["”'`]? or ["“'`]?(\w{1,20})["”'`]?(?=[\s.,;:]|$)/i.exec(
      prompt,
    )
  const choice =
    /\b(?:classify|label|sort|tag|mark|decide|rate|say|tell)\b[^.\n]{0,80}?\b(?:as|into|either|whether (?:it|the \w+) is) ((?:[\w-]{1,20}, ?)*[\w-]{1,20},? or [\w-]{1,20})\b/i.exec(
      prompt,
    )?.[1]
  const found =
    line !== undefined || choice !== undefined
      ? (line ?? choice ?? '').replace(/[.;].*$/, '').split(/\s*,\s*(?:or |and )?|\s+(?:or|and)\s+|\s*[|/]\s*/)
      : listed !== undefined
        ? listed.split('\n').map(one => one.replace(/^[ \t]*[-*•][ \t]*/, '').replace(/\s*[:(–].*$|\s+-\s.*$/, ''))
        : [pair?.[1] ?? '', pair?.[2] ?? '']
  const labels = [...new Set(found.map(one => one.trim().replace(/^["“'`]|["”'`.]+$/g, '')).filter(one => one !== ''))]
  const isClosed =
    labels.length >= 2 &&
    labels.length <= mostLabels &&
    labels.every(one => one.length <= 30 && one.split(/\s+/).length <= 3)
  return isClosed ? labels : []
}

/** The languages that a prompt names, in which inputs are then drafted as well. */
export const languagesIn = (prompt: string): readonly string[] =>
  languages.filter(name => new RegExp(`\\b${name}\\b`).test(prompt))

const languages = [
  'English',
  'German',
  'French',
  'Spanish',
  'Italian',
  'Portuguese',
  'Dutch',
  'Polish',
  'Swedish',
  'Norwegian',
  'Danish',
  'Finnish',
  'Czech',
  'Greek',
  'Turkish',
  'Ukrainian',
  'Russian',
  'Arabic',
  'Hebrew',
  'Hindi',
  'Japanese',
  'Korean',
  'Chinese',
  'Vietnamese',
  'Indonesian',
]
