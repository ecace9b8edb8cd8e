// The commands that package.json contributes, without `gpo.`.

/** The commands about one prompt file, about models and keys, and about the log. */
export const commandNames = [
  'optimize',
  'evaluate',
  'createEvalSet',
  'chooseEvalSet',
  'review',
  'sideBySide',
  'accept',
  'acceptChange',
  'acceptChanges',
  'reject',
  'rejectChange',
  'reconsider',
  'moreOnReview',
  'nextChange',
  'previousChange',
  'evaluateThis',
  'explainChanges',
  'showTrajectory',
  'scoreHistory',
  'cancel',
  'resume',
  'chooseModels',
  'setKey',
  'clearKey',
  'showLog',
  'copyDiagnostics',
] as const

export type CommandName = (typeof commandNames)[number]

/** The commands about a catalogue of skills. */
export const routingCommandNames = ['route', 'showRouting', 'weighDescriptions', 'changeOtherSide'] as const

export type RoutingCommandName = (typeof routingCommandNames)[number]

/** The commands about runs, and about the view that lists them. */
export const runCommandNames = [
  'openRun',
  'resumeRun',
  'goOnWithRun',
  'compareRuns',
  'exportReport',
  'deleteRun',
  'refreshPrompts',
  'openExample',
] as const

export type RunCommandName = (typeof runCommandNames)[number]

/** The commands about the cases of a prompt as a whole, and about their judge. */
export const healthCommandNames = ['showHealth', 'checkJudge', 'alignJudge'] as const

export type HealthCommandName = (typeof healthCommandNames)[number]

/** The commands on a test that keep what is said of its answer. */
export const markCommandNames = ['markGood', 'markBad', 'expectThis'] as const

export type MarkCommandName = (typeof markCommandNames)[number]

/** The commands that make cases and decide on drafts. */
export const draftCommandNames = [
  'addCases',
  'draftCases',
  'draftQueries',
  'reviewDrafts',
  'acceptDraft',
  'rejectDraft',
  'acceptDrafts',
  'nextDraft',
  'previousDraft',
  'answerDraft',
  'answerDrafts',
  'expectAnswer',
] as const

export type DraftCommandName = (typeof draftCommandNames)[number]
