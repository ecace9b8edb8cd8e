/** The place of a problem: an absolute or displayed path, and a line counted from 1. */
export interface Place {
  readonly path: string
  readonly line?: number
}

/** A case and an earlier one that asks the same or nearly, with what that one asks. */
interface OfTwins {
  readonly id: string
  readonly of: string
  readonly asked: string
}

/**
 * All expected problems, by code. The parameters are what a sentence about the problem needs; only sentences/ turns
 * codes into words.
 */
export type Problem = { readonly place?: Place } & (
  | { readonly code: 'file-not-found' }
  | { readonly code: 'system-refused'; readonly detail: string }
  | { readonly code: 'not-a-file' }
  | { readonly code: 'too-large'; readonly bytes: number; readonly most: number }
  | { readonly code: 'outside-workspace' }
  | { readonly code: 'not-own'; readonly detail: string }
  | { readonly code: 'not-utf8' }
  | { readonly code: 'not-a-prompt' }
  | { readonly code: 'prompt-unparsable'; readonly detail: string }
  | { readonly code: 'prompt-empty' }
  | { readonly code: 'unclosed-frontmatter' }
  | { readonly code: 'no-target' }
  | { readonly code: 'unknown-target'; readonly target: string; readonly known: readonly string[] }
  | { readonly code: 'duplicate-key'; readonly key: string }
  | { readonly code: 'spaced-placeholder'; readonly name: string }
  | { readonly code: 'byte-order-mark' }
  | { readonly code: 'template-logic'; readonly token: string }
  | { readonly code: 'unused-logic'; readonly token: string }
  | { readonly code: 'unasked-json' }
  | { readonly code: 'prompts-separated'; readonly count: number }
  | { readonly code: 'shared-part' }
  | { readonly code: 'placeholder-lost'; readonly token: string }
  | { readonly code: 'placeholder-invented'; readonly token: string }
  | { readonly code: 'not-writable'; readonly detail: string }
  | { readonly code: 'read-only' }
  | { readonly code: 'prompt-changed' }
  | { readonly code: 'file-changed' }
  /** Another process asks the same and holds this lock file. */
  | { readonly code: 'turn-taken'; readonly lock: string }
  | { readonly code: 'nothing-to-import' }
  | {
      readonly code: 'too-much-to-import'
      /** Characters are those of one cell. */
      readonly of: 'row' | 'column' | 'character' | 'file'
      readonly count: number
      readonly most: number
    }
  | { readonly code: 'holds-personal'; readonly finds: readonly string[] }
  | { readonly code: 'no-drafts' }
  | { readonly code: 'unknown-draft'; readonly id: string; readonly known: readonly string[] }
  | { readonly code: 'nothing-drafted'; readonly reply: string }
  | { readonly code: 'unknown-case'; readonly id: string; readonly known: readonly string[] }
  | { readonly code: 'no-answer'; readonly id: string }
  | { readonly code: 'no-marks' }
  | { readonly code: 'no-rubric'; readonly detail: string }
  | { readonly code: 'candidate-empty' }
  | { readonly code: 'no-skills' }
  | { readonly code: 'nothing-refined' }
  | { readonly code: 'no-new-description' }
  | { readonly code: 'no-thief'; readonly skill: string }
  /** `detail` says why no agent lists it. */
  | { readonly code: 'not-listed'; readonly detail: string }
  | { readonly code: 'no-queries' }
  | { readonly code: 'no-neighbours' }
  | { readonly code: 'unknown-skill'; readonly skill: string; readonly known: readonly string[] }
  | { readonly code: 'description-too-long'; readonly characters: number; readonly limit: number }
  | { readonly code: 'skill-not-loaded'; readonly characters: number; readonly limit: number }
  | { readonly code: 'skill-unlisted'; readonly profile: string }
  | {
      readonly code: 'description-cut'
      readonly profile: string
      readonly shown: number
      readonly length: number
      /** What is not shown, as UTF-16 offsets [start, end) in the file. */
      readonly span: readonly [number, number]
    }
  | { readonly code: 'skill-never-fires'; readonly queries: number }
  | {
      readonly code: 'skills-collide'
      readonly skill: string
      readonly other: string
      readonly takes: number
      readonly loses: number
    }
  | { readonly code: 'description-tagged' }
  | { readonly code: 'query-copied'; readonly words: string }
  | { readonly code: 'route-unreadable'; readonly reply: string }
  | { readonly code: 'runner-missing'; readonly command: string; readonly detail: string }
  | { readonly code: 'runner-failed'; readonly detail: string; readonly said: string }
  | { readonly code: 'runner-late'; readonly seconds: number }
  | { readonly code: 'runner-loud'; readonly bytes: number }
  | { readonly code: 'runner-unreadable'; readonly reply: string }
  | { readonly code: 'runner-unnamed' }
  | { readonly code: 'case-file-changed' }
  | { readonly code: 'no-runner' }
  | { readonly code: 'reply-untagged' }
  | { readonly code: 'reply-cut-off' }
  | { readonly code: 'reply-refused' }
  | { readonly code: 'reply-talk' }
  | { readonly code: 'edit-misplaced' }
  | { readonly code: 'quotes-case'; readonly quoted: string }
  | { readonly code: 'over-step'; readonly words: number; readonly limit: number }
  | { readonly code: 'locked-lost'; readonly text: string }
  | { readonly code: 'over-length'; readonly words: number; readonly limit: number }
  | { readonly code: 'gate-failed' }
  | { readonly code: 'dropped-before' }
  | { readonly code: 'unanswered'; readonly failed: number; readonly cases: number }
  | { readonly code: 'no-eval-set'; readonly tried: readonly string[] }
  | { readonly code: 'ambiguous-eval-set'; readonly found: readonly string[]; readonly rule?: string }
  | { readonly code: 'eval-set-unparsable'; readonly detail: string }
  | { readonly code: 'eval-set-empty' }
  | { readonly code: 'eval-set-too-small'; readonly cases: number; readonly needed: number }
  | { readonly code: 'missing-split'; readonly split: string; readonly tried: readonly string[] }
  | { readonly code: 'broken-row'; readonly detail: string }
  | { readonly code: 'case-draft'; readonly id: string }
  | { readonly code: 'case-disputed'; readonly id: string }
  | { readonly code: 'case-changed' }
  | ({ readonly code: 'case-doubled' } & OfTwins)
  | ({ readonly code: 'case-contradicts' } & OfTwins)
  | ({ readonly code: 'case-nearly-doubled'; readonly alike: number } & OfTwins)
  | ({ readonly code: 'case-leaks'; readonly alike: number } & OfTwins)
  | { readonly code: 'case-unreachable'; readonly id: string; readonly detail: string }
  | { readonly code: 'case-in-prompt'; readonly id: string }
  | { readonly code: 'case-dead'; readonly id: string; readonly passes: boolean; readonly prompts: number }
  | { readonly code: 'case-flips'; readonly id: string; readonly flips: number; readonly prompts: number }
  | {
      readonly code: 'case-doubted'
      readonly id: string
      readonly instead: string
      readonly votes: number
      readonly of: number
    }
  | { readonly code: 'missing-expected'; readonly id: string }
  | { readonly code: 'missing-variable'; readonly id: string; readonly name: string; readonly given: readonly string[] }
  | { readonly code: 'duplicate-id'; readonly id: string }
  | { readonly code: 'unfilled-placeholder'; readonly name: string }
  | { readonly code: 'unused-variable'; readonly name: string }
  | { readonly code: 'unknown-grader'; readonly grader: string; readonly known: readonly string[] }
  /** A map of a grader without `name`; with the key that stands in its place, and the grader that this names. */
  | {
      readonly code: 'unnamed-grader'
      readonly key?: string
      readonly grader: string
      readonly known: readonly string[]
    }
  /** A key of an eval set that nothing reads, and is nearly the name of one that would change the score. */
  | { readonly code: 'misnamed-key'; readonly key: string; readonly meant: string }
  | { readonly code: 'unread-key'; readonly key: string }
  | { readonly code: 'bad-pattern'; readonly pattern: string; readonly detail: string }
  | { readonly code: 'unsupported-evaluator'; readonly name: string; readonly detail: string }
  | { readonly code: 'check-left-out'; readonly name: string; readonly detail: string }
  | { readonly code: 'no-assertion'; readonly at: 'assert' | '__expected' | 'graders' | 'expected' }
  | { readonly code: 'check-empty'; readonly text: string }
  | { readonly code: 'cases-left-out'; readonly count: number; readonly cause: Problem }
  | { readonly code: 'tests-elsewhere'; readonly reference: string }
  | { readonly code: 'quotes-relaxed' }
  | { readonly code: 'for-other-prompts' }
  | { readonly code: 'queries-alone' }
  | { readonly code: 'unsupported-case'; readonly id: string; readonly detail: string }
  | { readonly code: 'unsupported-eval-set'; readonly tool: string; readonly detail: string }
  | { readonly code: 'config-not-run' }
  | { readonly code: 'bad-schema'; readonly detail: string }
  | { readonly code: 'unfillable'; readonly text: string; readonly variable?: string }
  | { readonly code: 'no-judge' }
  | { readonly code: 'no-embedding' }
  | { readonly code: 'unreadable-verdict'; readonly reply: string }
  | { readonly code: 'code-not-allowed' }
  | { readonly code: 'code-failed'; readonly detail: string }
  | { readonly code: 'code-timed-out'; readonly milliseconds: number }
  | { readonly code: 'check-timed-out'; readonly grader: string; readonly milliseconds: number }
  | { readonly code: 'no-model' }
  | { readonly code: 'several-models'; readonly model: string; readonly known: readonly string[] }
  | { readonly code: 'unknown-model'; readonly model: string; readonly known: readonly string[] }
  | { readonly code: 'no-key'; readonly endpoint: string; readonly variable?: string }
  | { readonly code: 'wrong-key'; readonly endpoint: string }
  | { readonly code: 'forbidden'; readonly endpoint: string; readonly detail: string }
  | {
      readonly code: 'unreachable'
      readonly endpoint: string
      readonly detail: string
      /** What is wrong: the path of the address, a certificate that is not trusted, or https where http is spoken. */
      readonly fault?: 'path' | 'certificate' | 'https'
    }
  /** With the endpoint's models of similar names, if it tells. */
  | {
      readonly code: 'model-not-found'
      readonly endpoint: string
      readonly model: string
      readonly known?: readonly string[]
    }
  | { readonly code: 'in-the-clear'; readonly endpoint: string }
  | { readonly code: 'redirected'; readonly endpoint: string; readonly to: string }
  | { readonly code: 'rate-limited'; readonly endpoint: string; readonly detail: string; readonly seconds?: number }
  | { readonly code: 'quota-used'; readonly endpoint: string; readonly detail: string }
  | { readonly code: 'too-long'; readonly endpoint: string; readonly detail: string }
  | { readonly code: 'editor-blocks'; readonly endpoint: string; readonly detail: string }
  | { readonly code: 'editor-fails'; readonly endpoint: string; readonly detail: string }
  | { readonly code: 'not-allowed'; readonly endpoint: string }
  | { readonly code: 'model-gone'; readonly model: string; readonly known: readonly string[] }
  | { readonly code: 'bad-request'; readonly endpoint: string; readonly detail: string }
  | { readonly code: 'server-error'; readonly endpoint: string; readonly status: number; readonly detail: string }
  | { readonly code: 'bad-reply'; readonly endpoint: string; readonly detail: string }
  | { readonly code: 'timed-out'; readonly endpoint: string; readonly seconds: number }
  | { readonly code: 'refused-by-filter'; readonly endpoint: string; readonly detail: string }
  | { readonly code: 'answer-cut'; readonly endpoint: string; readonly tokens: number }
  | { readonly code: 'only-tool-call'; readonly endpoint: string; readonly tool: string }
  | { readonly code: 'given-up'; readonly requests: number; readonly last: Problem }
  | { readonly code: 'all-failed'; readonly requests: number; readonly first: Problem }
  | { readonly code: 'too-few-answered'; readonly unanswered: number; readonly cases: number }
  | { readonly code: 'cancelled' }
  | { readonly code: 'budget'; readonly cap: 'calls' | 'tokens' | 'usd' | 'minutes' }
  | {
      readonly code: 'budget-too-small'
      readonly cap: 'calls' | 'tokens' | 'usd' | 'minutes'
      readonly limit: number
      readonly needed: number
    }
  /** A journal names an address that is not in the user's settings. */
  | { readonly code: 'unnamed-address'; readonly endpoint: string }
  | { readonly code: 'no-price'; readonly model: string }
  | { readonly code: 'bad-option'; readonly option: string; readonly value: string; readonly expected: string }
  | { readonly code: 'bad-usage'; readonly detail: string }
  | { readonly code: 'bad-combination'; readonly detail: string }
  | { readonly code: 'unknown-run'; readonly run: string; readonly folder: string }
  /** With the lock file, if another process holds it. */
  | { readonly code: 'run-busy'; readonly run: string; readonly lock?: string }
  | { readonly code: 'journal-broken'; readonly detail: string }
  | { readonly code: 'worker-died'; readonly detail: string }
  | { readonly code: 'untrusted' }
  | { readonly code: 'not-started'; readonly detail: string }
  | { readonly code: 'part-not-loaded' }
  | { readonly code: 'no-prompts' }
  | { readonly code: 'never-optimized' }
  | { readonly code: 'none-stopped' }
  | { readonly code: 'none-ended' }
  | { readonly code: 'no-report' }
  | { readonly code: 'plan-changed' }
  | { readonly code: 'setting-overruled'; readonly used: string }
  | { readonly code: 'bad-address'; readonly detail: string }
  | { readonly code: 'none-waits' }
  | { readonly code: 'no-versions' }
  | { readonly code: 'versions-late'; readonly versions: number }
  | { readonly code: 'no-change-here' }
  | { readonly code: 'refined-replaced' }
  | { readonly code: 'changes-left-out' }
  | { readonly code: 'change-unplaced' }
  | { readonly code: 'edits-meet' }
  | { readonly code: 'not-saved' }
  | { readonly code: 'saved-otherwise' }
)

export type ProblemCode = Problem['code']
