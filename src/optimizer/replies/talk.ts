/**
 * How models speak about a prompt that they wrote, in the languages in which most prompts are written. Only what names
 * the prompt or addresses its reader counts; everything else may be part of a prompt.
 */

const nouns = [
  ...[
    'prompts?',
    'instructions?',
    'system prompt',
    'anweisung(?:en)?',
    'anleitung',
    'consignes?',
    'instrucci(?:ón|ones)',
  ],
  ...['instruç(?:ão|ões)', 'istruzion[ei]', 'instructies?', 'промпт\\p{L}*', 'инструкци\\p{L}*'],
]
const kinds = [
  'new|improved|revised|refined|modified|better|updated|optimi[sz]ed|rewritten|enhanced|final|suggested|proposed',
  'corrected|alternative|clearer|simplified|adjusted|concise|recommended',
  'neue[nrs]?|verbesserte[nrs]?|bessere[nrs]?|überarbeitete[nrs]?|optimierte[nrs]?',
  'nouve(?:lle|au)|améliorée?|meilleure?|révisée?|nuev[ao]|mejorad[ao]|mejor|nov[ao]|melhorad[ao]|melhor',
  'nuov[ao]|migliorat[ao]|migliore|nieuwe|verbeterde|betere|нов\\p{L}+|улучшенн\\p{L}+',
]
const fillers = [
  'begin|end|start|the|your|my|an?|here|is|are|was|version|of|for|now|follows|v',
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
}

/** Reads a line, or what stands before a colon, that consists of names for a prompt: "Improved instruction 2". */
export function labelOf(text: string): Label | undefined {
  const letters = text.replace(/\p{Extended_Pictographic}/gu, '')
  if (text.length > longestLabel || !named.test(letters) || /\p{L}/u.test(letters.replace(ofLabels, '')))
    return undefined
  return { isNew: kind.test(letters) }
}

const longestLabel = 80

const hereIs = "here(?: is| are|['’]s| you go)|hier (?:ist|sind|kommt)|voici|voilà|aqu[íi] (?:tienes|está|va)|ecco|вот"
const here = new RegExp(`${spaced([hereIs])}|以下[是がは]?|下面是|这是|こちらが|다음은`, 'iu')
const hereFirst = new RegExp(`^\\W*(?:[\\p{L}']+[,.!]? +){0,2}(?:${here.source})`, 'iu')

const longestAnnouncement = 200

/** "Improved instruction: Say which of these it is:" */
const isLabelled = (line: string): boolean =>
  labelOf(/^([^:：]*)[:：][\s*_]*[\p{L}\p{N}]/u.exec(line)?.[1] ?? '') !== undefined

const couldAnnounce = (line: string): boolean =>
  line.length <= longestAnnouncement && endsInColon(line) && !isLabelled(line) && !comment.test(line)

/** Whether a first line announces what follows: "Here's a clearer version:". */
export const announces = (line: string): boolean =>
  (couldAnnounce(line) && (hereFirst.test(line) || (noun.test(line) && kind.test(line)))) ||
  /^\W*(?:\w+[,.!]? )?here you go\W*$/i.test(line)

/** Whether a line announces a prompt by name, so that whatever stands before it is talk as well. */
export const announcesNew = (line: string): boolean =>
  endsInColon(line) &&
  (labelOf(line)?.isNew === true ||
    (couldAnnounce(line) && here.test(line) && noun.test(line) && !/\b(?:example|how)\b/i.test(line)))

export const endsInColon = (text: string): boolean =>
  /[:：](?:[\s*_~>-]|\p{Extended_Pictographic}\uFE0F?)*$/u.test(text)

const openers =
  'sure(?: thing)?|certainly|of course|okay|ok|alright|absolutely|understood|got it|great|no problem|thank you|thanks|natürlich|gerne?|klar|selbstverständlich|bien sûr|certainement|¡?claro(?: que sí)?|¡?por supuesto|certo|certamente|конечно|好的?|当然可以|当然|没问题|はい|承知(?:しました|いたしました)|もちろん(?:です)?|물론(?:입니다)?'

/** The word with which a reply is opened, when it is a sentence or nearly so. */
export const opener = new RegExp(
  `^(?:${openers})\\s*[!.:。！：]+\\s*(?:\\p{Extended_Pictographic}\\uFE0F?[ \\t]*\\n+)?`,
  'iu',
)

export const chat =
  /^(?:(?:sure|certainly|of course|great|thank you|thanks|absolutely|understood|got it)\b[^\n]{0,40}[,.!:]|i(?:['’]d| would) be happy\b|i hope you\b|i(?:['’]ll| will) (?!be (?:given|sent))|how can i (?:help|assist)\b|to (?:improve|write|create|rewrite) (?:the|an?|these|better|new) [^.\n]*instructions?\b|here (?:is|are)\b)/i

/** The beginning of a paragraph in which a writer comments on what it wrote, or tries it out. */
export const comment = new RegExp(
  `^[\\s*_#>(–—-]*(?:${[
    /now,? let\b|let me\b|(?:in |with |by following )?(?:this|these) (?:\w+ ){0,2}(?:instructions?|prompt|version|changes)\b/u,
    /(?:the )?(?:explanation|reasoning|rationale|changes(?: made)?|key (?:changes|improvements)|improvements(?: made)?|what (?:i )?changed|why (?:this|it) (?:works|is better|helps))\b[\s*_]*(?:[:：?]|$)/u,
    /i (?:have|changed|made|hope|kept|added|removed)\b|(?:i )?hope (?:this|it)\b|note: (?:i|this)\b|feel free\b|let me know\b|they (?:all )?differ\b|\d+ words\)/u,
    /(?:why this|the (?:new|revised|improved|updated|rewritten) (?:instruction|prompt|version))\b/u,
    /diese[rs]? (?:\p{L}+ )?(?:anweisung|prompt|version|fassung|änderungen)(?!\p{L})|ich (?:habe|hoffe)(?!\p{L})|(?:erklärung|begründung|änderungen|verbesserungen)[\s*_]*:/u,
    /cette (?:\p{L}+ )?(?:instruction|consigne|version)(?!\p{L})|ce prompt(?!\p{L})|j['’]espère|(?:explications?|modifications?)[\s*_]*:/u,
    /esta (?:\p{L}+ )?(?:instrucción|versión)|este prompt(?!\p{L})|espero que|(?:explicación|cambios)[\s*_]*:/u,
    /[这此该](?:[个条一]*)(?:新的?)?(?:指令|提示词?|版本)|希望(?:这|能)|(?:说明|解释|修改说明|改进点?)[\s*_]*[:：]|この(?:指示|プロンプト)|(?:説明|変更点)[\s*_]*[:：]/u,
  ]
    .map(({ source }) => source)
    .join('|')})`,
  'iu',
)

export const refusal =
  /^(?:i(?:['’]m| am) (?:sorry|unable|afraid)|sorry\b|i (?:cannot|can['’]t|can not|won['’]t)\b|as an ai\b|unfortunately, i\b|es tut mir leid|tut mir leid|leider kann ich|ich kann (?:das |dabei |ihnen |dir )*nicht|(?:je suis )?désolée?(?!\p{L})|je ne peux pas|lo siento|no puedo|mi dispiace|desculpe|к сожалению|извините|(?:很|非常)?抱歉|对不起|我(?:无法|不能)|申し訳|すみません|죄송)/iu
