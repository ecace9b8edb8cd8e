/** Every command that package.json contributes, without its `gpo.`. */
export const commandNames = [
  'optimize',
  'evaluate',
  'createEvalSet',
  'chooseEvalSet',
  'review',
  'accept',
  'acceptChanges',
  'reject',
  'showTrajectory',
  'cancel',
  'resume',
  'chooseModels',
  'setKey',
  'clearKey',
] as const

export type CommandName = (typeof commandNames)[number]
