/**
 * How models speak about a prompt that they wrote, in the languages in which most prompts are written. Only what names
 * the prompt, compares it with an earlier one or addresses its reader counts; everything else may be part of a prompt.
 */

/** What a prompt is called, also as a part of a name of a tag or field. */
export const promptNouns = 'prompt|instruction|anweisung|consigne|instrucci[oó]n|指令|提示词?|指示'

/** What one of several prompts is called. */
export const itemNouns = `${promptNouns}|idea|option|version|variant|candidate|alternative|variante|方案`

const nouns = [
  `(?:system )?(?:${promptNouns})(?:s|en|es)?|anleitung|instrucciones`,
  'instruç(?:ão|ões)|istruzion[ei]|instructies?|промпт\\p{L}*|инструкци\\p{L}*',
]
const kinds = [
  'new|improved|revised|refined|modified|better|updated|optimi[sz]ed|rewritten|enhanced|suggested|proposed',
  'corrected|alternative|clearer|simplified|adjusted|concise|recommended',
  'neue[nrs]?|verbesserte[nrs]?|bessere[nrs]?|überarbeitete[nrs]?|optimierte[nrs]?',
  'nouve(?:lle|au)|améliorée?|meilleure?|révisée?|nuev[ao]|mejorad[ao]|mejor|nov[ao]|melhorad[ao]|melhor',
  'nuov[ao]|migliorat[ao]|migliore|nieuwe|verbeterde|betere|нов\\p{L}+|улучшенн\\p{L}+',
]
const fillers = [
  'begin|end|start|the|your|my|an?|here|is|are|was|version|of|for|now|follows|v|final',
  'hier|ist|der|die|das|den|ein|eine|einen|lautet|voici|voilà|la|le|une?|el|aquí|aqui|tienes|está|es|il|lo|ecco|de|del|da|вот|ваш\\p{L}*',
]
const spaced = (words: readonly string[]): string => `(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`

/** Scripts that are written without spaces have no ends of words. */
const joinedNouns = '指令|提示词?|指示|プロンプト|프롬프트|지시문?'
const joinedKinds = '新的?|新しい|改[进善良][后された]*的?|优化后?的?|修改后?的?|更好的?|새로운|개선된'
const joinedFillers = '以下[是がは]?|下面是|这是|这里是|こちらが|です|の|如下|다음은|입니다'

const noun = new RegExp(`${spaced(nouns)}|${joinedNouns}`, 'iu')
const kind = new RegExp(`${spaced(kinds)}|${joinedKinds}`, 'iu')
const outputs = 'output|answer|response|result'
const ofLabels = new RegExp(
  `${spaced([...nouns, ...kinds, ...fillers, outputs])}|${joinedNouns}|${joinedKinds}|${joinedFillers}`,
  'giu',
)
const named = new RegExp(`${noun.source}|${spaced([outputs])}`, 'iu')

/** What a line that names the prompt below it says: that it is one, and whether it calls it new. */
export interface Label {
  readonly isNew: boolean
  /** Whether it calls it a prompt; a prompt may itself have a line such as "Answer:". */
  readonly namesPrompt: boolean
}

/** Reads a line, or what stands before a colon, that consists of names for a prompt: "Improved instruction 2". */
export function labelOf(text: string): Label | undefined {
  const letters = text.replace(/\p{Extended_Pictographic}/gu, '')
  if (
    text.length > longestLabel ||
    /["{}<>]/.test(text) ||
    !named.test(letters) ||
    /\p{L}/u.test(letters.replace(ofLabels, ''))
  )
    return undefined
  const namesPrompt = noun.test(letters)
  return { isNew: namesPrompt && kind.test(letters), namesPrompt }
}

const longestLabel = 80

const hereIs = "here(?: is| are|['’]s| you go)|hier (?:ist|sind|kommt)|voici|voilà|aqu[íi] (?:tienes|está|va)|ecco|вот"
const here = new RegExp(`${spaced([hereIs])}|以下[是がは]?|下面是|这是|こちらが|다음은`, 'iu')

const longestAnnouncement = 200

/** "Improved instruction: Say which of these it is:" */
const isLabelled = (line: string): boolean =>
  labelOf(/^([^:：]*)[:：][\s*_]*[\p{L}\p{N}]/u.exec(line)?.[1] ?? '') !== undefined

const couldAnnounce = (line: string): boolean =>
  line.length <= longestAnnouncement && endsInColon(line) && !isLabelled(line) && !/\b(?:example|how)\b/i.test(line)

const endsInNoun = new RegExp(`(?:${noun.source})[^\\p{L}\\p{N}]*$`, 'iu')
const startsNew = new RegExp(`^[^\\p{L}]*(?:\\p{L}{1,5} )?(?:${kind.source})`, 'iu')
const version = /\b(?:draft|rewording|rewrite|version|fassung)\b|versión/i

/**
 * Whether a line announces a prompt below it: "Here's a clearer version:", "The improved instruction:". What it names is
 * new, or simply the prompt; "Here is the customer's instruction, with its date:" introduces something else.
 */
export const announces = (line: string): boolean =>
  (couldAnnounce(line) &&
    (here.test(line)
      ? version.test(line) || (noun.test(line) && (kind.test(line) || endsInNoun.test(line)))
      : noun.test(line) && (startsNew.test(line) || (kind.test(line) && /\b(?:w|c)ould be\W*$/i.test(line))))) ||
  /^\W*(?:\w+[,.!]? )?here you go\W*$/i.test(line)

/** Whether a line announces several: "Here they are:", "Four instructions:". */
export const announcesList = (line: string): boolean =>
  announces(line) || labelOf(line) !== undefined || (couldAnnounce(line) && several.test(line))

const several = new RegExp(
  `\\bhere (?:they )?are(?: \\w+)?\\W*$|${spaced([`(?:${itemNouns})(?:s|e?n)?`])}|${joinedNouns}`,
  'iu',
)

export const endsInColon = (text: string): boolean =>
  /[:：](?:[\s*_~>-]|\p{Extended_Pictographic}\uFE0F?)*$/u.test(text)

const openers =
  'sure(?: thing)?|certainly|of course|okay|ok|alright|absolutely|understood|got it|great|no problem|thank you|thanks|natürlich|gerne?|klar|selbstverständlich|bien sûr|certainement|¡?claro(?: que sí)?|¡?por supuesto|certo|certamente|конечно|好的?|当然可以|当然|没问题|はい|承知(?:しました|いたしました)|もちろん(?:です)?|물론(?:입니다)?'

/** The word with which a reply is opened, when it is a sentence or nearly so. */
const opener = new RegExp(`^(?:${openers})\\s*[!.:。！：]+\\s*(?:\\p{Extended_Pictographic}\\uFE0F?[ \\t]*\\n+)?`, 'iu')

/** A reply without the word that opens it; one that goes on in small letters is part of a sentence. */
export function withoutOpener(text: string): string {
  const rest = text.replace(opener, '')
  return /^\p{Ll}/u.test(rest) ? text : rest
}

export const chat =
  /^(?:(?:sure|certainly|of course|great|thank you|thanks|absolutely|understood|got it)\b(?:[.!:]|,? (?:below|here|i|let|please|this)\b|[^\n]{0,40}!)|thank(?:s| you) for (?:providing|sharing|suggesting)\b|i(?:['’]d| would) be happy\b|i hope you\b|i(?:['’]ll| will) (?:help|improve|rewrite|revise|write an? |create|try)\b|how can i (?:help|assist)\b|to (?:improve|write|create|rewrite) (?:the|an?|these|better|new) [^.\n]*instructions?\b|here (?:is|are)\b[^\n]*\b(?:instruction|prompt)s?\b)/i

/** Whether a line above an announcement is talk too: an opening word, or what its writer thought about the request. */
const leads = (line: string): boolean => !/\p{L}/u.test(withoutOpener(line)) || chat.test(line) || thought.test(line)

const thought =
  /^(?:based on (?:this|the (?:above|cases|examples|failures|feedback))|looking at the (?:above|answers|cases|current|examples|failures|feedback)|the (?:current|old|previous) (?:prompt|instruction)|i(?:['’]ve| have|['’]ll| noticed| think| suggest))\b/i

/** Whether every line of a text is talk that leads to what `last`, its last line, announces. */
export function leadsTo(text: string, last = announces): boolean {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  return lines.every((line, at) => leads(line) || (at === lines.length - 1 ? last(line) : announces(line)))
}

const made = 'added|changed|clarified|improved|kept|made|named|removed|replaced|reworded|rewritten|shortened|simplified'
const better = 'better|clearer|shorter|simpler|more (?:concise|precise|specific)'
/** A writer that asks for another turn. */
export const asksBack = "let me know (?:what you think|if (?:any|this|there|you(?:['’]d| have| need| want)))"
const newKinds = kinds.slice(0, 2).join('|')

/** The beginning of a paragraph in which a writer comments on what it wrote, or tries it out. */
const comments = new RegExp(
  `^[\\s*_#>(–—-]*(?:${[
    `(?:now,? )?let(?:['’]s| me| us) (?:check|compare|see|test|try|verify) (?:how|if|it|the (?:answers|instruction|prompt)|this|whether)\\b`,
    `(?:with|by following|using) (?:this|these|the) (?:${newKinds}) (?:prompt|instructions?)\\b`,
    `(?:(?:this|it) is|(?:this|these|the (?:${newKinds}))(?: (?:${newKinds}))? (?:prompt|instructions?|version|changes) (?:is|are)) (?:\\w+ )?(?:${better})(?! (?:if|important|than|to))\\b`,
    '(?:this|the)(?: \\w+)? (?:prompt|instruction|version) (?:(?:will|would|should) (?:ensure|give|help)|(?:now |clearly |explicitly )?(?:asks|clarifies|emphasi[sz]es|ensures|focuses|gives|guides|helps|keeps|makes|names|provides|specifies|states|tells))\\b',
    '(?:why (?:this|it) (?:works|is better|helps)|what (?:i )?changed)\\b[\\s*_]*(?:[:：?]|$)',
    '(?:changes made|key (?:changes|improvements)|improvements made)[\\s*_]*:[\\s*_]*(?:(?:[-*•]|\\d+[.)])\\s+)?[*_]*\\w+ed\\b',
    `(?:the )?(?:changes|explanation|improvements|note|rationale|reasoning)[\\s*_]*:[\\s*_]*(?:i |th(?:is|e)(?: \\w+)? (?:prompt|instruction|version)\\b|each (?:names|of|one)\\b|they all |(?:- ?)?(?:${made}) (?:an?|how|that|the)\\b)`,
    `i(?:['’]ve| have)? (?:${made})\\b[^\\n]*\\b(?:instruction|meaning|prompt|version|wording)s?\\b|(?:i )?hope (?:this|it|that) (?:helps|is|meets|works)\\b|feel free to (?:adjust|ask|change|let|modify)\\b|${asksBack}\\b|they (?:all )?differ\\b|\\d+ words\\)`,
    'ich (?:habe (?:die|sie)|hoffe,)|diese[rs]? (?:neue |verbesserte )?(?:anweisung|prompt|version|fassung) (?:ist (?:\\p{L}+ )?(?:klarer|kürzer|genauer|besser|präziser|einfacher)|macht|sorgt)(?!\\p{L})',
    "cette (?:nouvelle )?(?:instruction|consigne|version) est plus|j[’']espère que",
    'esta (?:nueva )?(?:instrucción|versión) es más|espero que (?:esto|te|le)',
    '[这此该][个条一]*(?:新的?)?(?:指令|提示词?|版本)(?:更|比)|希望(?:这|能)(?:个|些|对|有|帮)',
  ].join('|')})`,
  'iu',
)

/**
 * Whether a text is nothing but remarks on a prompt: each paragraph begins like one or goes on with the one above it.
 * Whatever begins like a line of the current prompt is none.
 */
export function isRemark(text: string, current: string): boolean {
  const paragraphs = text.split(/(?<![:：][\s*_]*)\n{2,}/).filter(paragraph => /[\p{L}\p{N}]/u.test(paragraph))
  return paragraphs.every((paragraph, at) => {
    const above = paragraphs[at - 1]
    const goesOn = above !== undefined && isItem(above.split('\n').at(-1) ?? '') && isItem(paragraph)
    return (comments.test(paragraph) && !isOwn(paragraph, current)) || goesOn
  })
}

const isItem = (paragraph: string): boolean => /^\s*(?:[-*•–]|\d+[.)])\s/.test(paragraph)

/** Whether the current prompt has a line of the same kind: of the same label or, without one, the same first words. */
const isOwn = (text: string, current: string): boolean => {
  const beginning = beginningOf(text)
  return beginning !== '' && current.split('\n').some(line => beginningOf(line) === beginning)
}

const beginningOf = (text: string): string =>
  (/^[^\p{L}\p{N}]*([^\n:：]{1,40})[:：]|^[^\p{L}\p{N}]*((?:[\p{L}\p{N}'’]+[^\S\n]*){1,2})/u.exec(text) ?? [])
    .slice(1)
    .find(Boolean)
    ?.replace(/[*_]/g, '')
    .trim()
    .toLowerCase() ?? ''

export const refusal =
  /^(?:i(?:['’]m| am) (?:sorry|unable|afraid)|sorry\b|i (?:cannot|can['’]t|can not|won['’]t)\b|as an ai\b|unfortunately, i\b|es tut mir leid|tut mir leid|leider kann ich|ich kann (?:das |dabei |ihnen |dir )*nicht|(?:je suis )?désolée?(?!\p{L})|je ne peux pas|lo siento|no puedo|mi dispiace|desculpe|к сожалению|извините|(?:很|非常)?抱歉|对不起|我(?:无法|不能)|申し訳|すみません|죄송)/iu
