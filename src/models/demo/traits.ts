import type { Kind } from './proposing/exercise.ts'

/** Something that a prompt may say, and its effect on the model's skill at each kind of problem, in logits. */
export interface Trait {
  readonly name: string
  readonly pattern: RegExp
  readonly weights: Readonly<Partial<Record<Kind, number>>> & { readonly all?: number }
}

/**
 * The landscape that a search explores. The patterns allow for paraphrase, and `[^.\n]` keeps them within one sentence.
 * What helps one kind may hurt another: leaving things out is right when counting fruits and wrong when sorting words.
 */
export const traits: readonly Trait[] = [
  {
    name: 'stepwise',
    pattern:
      /step[- ]by[- ]step|one step at a time|in (small |short |clear )?steps|each (intermediate )?step|work (it |this )?through/i,
    weights: { counting: 0.4, arithmetic: 0.5, logic: 0.45, sorting: 0.25, choice: 0.3, number: 0.5, labelling: 0.05 },
  },
  {
    name: 'list-items',
    pattern:
      /\b(list|write|name|note|go through|enumerate|put)\b[^.\n]{0,40}\b(item|object|thing|entry|entries|one)s?\b[^.\n]{0,60}\b(quantit|number|count|how many|amount)/i,
    weights: { counting: 0.6, logic: -0.1, labelling: -0.15, sorting: -0.1 },
  },
  {
    name: 'add-up',
    pattern: /\b(add|sum|total)( \w+){0,3} (up|together|them|all|quantities|numbers|counts)\b|running total/i,
    weights: { counting: 0.4, number: 0.1, labelling: -0.1 },
  },
  {
    name: 'article-is-one',
    pattern:
      /["'“‘]an?["'”’][^.\n]{0,40}\b(one|1)\b|\b(treat|count|take|read)\b[^.\n]{0,25}\b(article|an?)\b[^.\n]{0,25}\b(one|1)\b|\barticles?\b[^.\n]{0,20}\b(one|1)\b|without a number[^.\n]{0,25}\b(one|once|1)\b/i,
    weights: { counting: 0.5 },
  },
  {
    name: 'leave-out',
    pattern: /\b(ignore|leave out|skip|disregard|exclude|pass over|(do not|don't) count)\b[^.\n]{2,60}/i,
    weights: { counting: 0.45, labelling: 0.35, number: 0.2, sorting: -0.5, logic: -0.2, arithmetic: -0.2 },
  },
  {
    name: 'category',
    pattern:
      /\b(only|just)\b[^.\n]{0,30}\b(belong|asked|category|kind)|\bbelongs? to (the|that) (category|kind|group|type)|\b(decide|check|ask)\b[^.\n]{0,40}\b(belongs|category|kind of)\b/i,
    weights: { counting: 0.4, labelling: 0.15 },
  },
  {
    name: 'units',
    pattern:
      /\b(stalks?|heads?|containers?|units?|pieces?)\b[^.\n]{0,40}\b(one|single|vegetable|item|itself|counts?)\b/i,
    weights: { counting: 0.25 },
  },
  {
    name: 'not-and-or',
    pattern: /\bnot\b[^.\n]{0,30}\b(first|before|then|binds)\b[^.\n]{0,40}\band\b[^.\n]{0,40}\bor\b/i,
    weights: { logic: 0.7 },
  },
  {
    name: 'brackets-first',
    pattern:
      /\b(parenthes[ie]s|brackets?|innermost)\b[^.\n]{0,50}\b(first|before|inside|outwards?)|\b(first|start|begin|inside)\b[^.\n]{0,40}\b(parenthes|bracket|innermost)/i,
    weights: { logic: 0.5, arithmetic: 0.5 },
  },
  {
    name: 'products-first',
    pattern: /\bmultipl[^.\n]{0,40}\b(before|first|then|precedence)\b|order of operations|before (you )?(add|sum)/i,
    weights: { arithmetic: 0.6, logic: 0.1, number: 0.15 },
  },
  {
    name: 'signs',
    pattern:
      /\b(negative|minus)\b[^.\n]{0,60}|\bsigns?\b[^.\n]{0,40}\b(number|each|watch|keep|track)|\b(watch|keep|track)[^.\n]{0,20}\bsigns?\b/i,
    weights: { arithmetic: 0.5, number: 0.1 },
  },
  {
    name: 'double-not',
    pattern:
      /\b(double|repeated|several|consecutive|pairs? of|two)\b[^.\n]{0,15}\b(negat\w*|nots?)\b|\bnots?\b[^.\n]{0,30}\bcancel/i,
    weights: { logic: 0.45 },
  },
  {
    name: 'rewrite',
    pattern: /\b(rewrite|replace|simplify|substitute)\b[^.\n]{0,60}\b(expression|value|part|result|sub)/i,
    weights: { logic: 0.4, arithmetic: 0.45, sorting: -0.1, labelling: -0.1 },
  },
  {
    name: 'truth-values',
    pattern: /\b(true or false|truth values?|boolean)\b/i,
    weights: { logic: 0.2 },
  },
  {
    name: 'check',
    pattern: /\b(check|verify|double-check|recheck|review|confirm)\b/i,
    weights: { counting: 0.3, arithmetic: 0.4, logic: 0.3, sorting: 0.45, choice: 0.2, number: 0.3, labelling: 0.1 },
  },
  {
    name: 'letter-by-letter',
    pattern: /letter by letter|character by character|\b(next|second|following|same first|third) letters?\b|\bties?\b/i,
    weights: { sorting: 0.7, counting: -0.1 },
  },
  {
    name: 'keep-words',
    pattern:
      /\b(every|all|each)\b[^.\n]{0,20}\bwords?\b[^.\n]{0,40}\b(once|appears?|kept|keep|included?|missing)\b|\b(do not|don't|never|without)\b[^.\n]{0,20}\b(drop|los|omit|add|skip|leav)\w*[^.\n]{0,20}\bwords?\b|\bkeep (every|all|each) words?\b|\bcount the words\b/i,
    weights: { sorting: 0.6 },
  },
  {
    name: 'by-initial',
    pattern: /\b(group|bucket|sort|order|compare)\b[^.\n]{0,40}\b(first letters?|initials?|starting letters?)\b/i,
    weights: { sorting: 0.5, labelling: -0.1 },
  },
  {
    name: 'options',
    pattern:
      /\b(each|every|all)( of the)? (options?|choices?|alternatives?)\b|\beliminat|\brule out\b|\bcompare the (options|choices)/i,
    weights: { choice: 0.6, labelling: 0.1 },
  },
  {
    name: 'read-again',
    pattern:
      /\b(read|re-?read)\b[^.\n]{0,40}\b(question|text|ticket|message|sentence|statement|twice|again|whole|problem)\b/i,
    weights: { choice: 0.3, labelling: 0.25, number: 0.3, counting: 0.15, sorting: 0.05 },
  },
  {
    name: 'intent',
    pattern:
      /\b(main|primary|central|underlying)\b[^.\n]{0,30}\b(problem|issue|reason|request|topic|concern|intent|point)\b|\bwhat the (customer|user|person|author|writer)\b[^.\n]{0,20}\b(wants?|needs?|asks?|means?)\b/i,
    weights: { labelling: 0.7, choice: 0.2, text: 0.3 },
  },
  {
    name: 'exact-label',
    pattern: /\b(exactly|verbatim|as (it is )?(written|listed|given|spelled)|lower ?case|from the list)\b/i,
    weights: { labelling: 0.4, counting: -0.05 },
  },
  {
    name: 'tie-rule',
    pattern:
      /\b(several|more than one|two|both|multiple)\b[^.\n]{0,40}\b(fit|apply|applies|topics?|labels?|match)|\bin doubt\b/i,
    weights: { labelling: 0.4 },
  },
  {
    name: 'evidence',
    pattern: /\b(key ?words?|evidence|clues?|telling (words?|phrases?))\b/i,
    weights: { labelling: 0.4, choice: 0.3, sorting: -0.1 },
  },
  {
    name: 'meaning',
    pattern: /\b(tone|context|common sense|sarcas\w+|implied)\b/i,
    weights: { choice: 0.4, labelling: 0.15, arithmetic: -0.1 },
  },
  {
    name: 'understand',
    pattern: /\bwhat (the question|is( being)?|the problem)\b[^.\n]{0,20}\b(asks?|asked|wanted)\b|\brestate\b/i,
    weights: { number: 0.4, counting: 0.2, choice: 0.25 },
  },
  {
    name: 'marked-answer',
    pattern: /\b(the answer is|final answer|answer:)|####/i,
    weights: { all: 0.12 },
  },
  {
    name: 'answer-only',
    pattern:
      /\b(only|just|nothing but)\b( with)?( the| one| a)?( final| single)?( \w+)? ?(answer|number|labels?|words?|letter|true|topic|result|value)\b|\b(answer|number|label|words?|letter|false|topic|result|value) (only|alone)\b|\b(nothing else|no explanation|no other text|without explanation)\b/i,
    weights: {
      labelling: 0.35,
      choice: 0.05,
      sorting: 0.15,
      logic: -0.2,
      counting: -0.35,
      arithmetic: -0.6,
      number: -0.6,
    },
  },
  {
    name: 'careful',
    pattern: /\b(careful(ly)?|attention|precise(ly)?|accurate(ly)?|thorough(ly)?)\b/i,
    weights: { all: 0.12 },
  },
  {
    name: 'role',
    pattern: /\byou are (a|an|the)\b|\bact as\b|\bexpert\b/i,
    weights: { all: 0.08 },
  },
  {
    name: 'hasty',
    pattern: /\b(guess|quick(ly)?|hurry|intuition|first impression|estimate|roughly|approximate(ly)?)\b/i,
    weights: { all: -0.5 },
  },
  {
    name: 'brief',
    pattern: /\b(brief(ly)?|short|concise(ly)?|few words)\b/i,
    weights: { arithmetic: -0.3, counting: -0.2, logic: -0.15, number: -0.3, labelling: 0.1, text: 0.1 },
  },
  {
    name: 'flattery',
    pattern: /\b(please|thank you|thanks|amazing|wonderful|deep breath|career|tip you|proud)\b/i,
    weights: { all: -0.1 },
  },
  {
    name: 'showy',
    pattern: /\b(poem|rhyme|emoji|joke|story|entertain\w*|pirate)\b/i,
    weights: { all: -0.4 },
  },
  {
    name: 'entries-as-one',
    pattern: /\b(every|each) (list )?(item|entry|kind)\b[^.\n]{0,20}\b(as|is|counts as) one\b/i,
    weights: { counting: -0.7 },
  },
  {
    name: 'left-to-right',
    pattern: /\bleft to right\b/i,
    weights: { logic: -0.4, arithmetic: -0.6, sorting: 0.05 },
  },
  {
    name: 'by-length',
    pattern: /\b(shortest|longest|length)\b/i,
    weights: { sorting: -0.8, choice: -0.3 },
  },
  {
    name: 'first-mentioned',
    pattern: /\b(first|earliest)\b[^.\n]{0,20}\b(mentioned|named|topic|sentence)\b/i,
    weights: { labelling: -0.6, choice: -0.2 },
  },
]

export const traitsOf = (prompt: string): readonly Trait[] => traits.filter(({ pattern }) => pattern.test(prompt))
