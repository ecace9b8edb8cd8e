import { type Uri, workspace } from 'vscode'
import { failure, type Outcome, success } from '../../problem/outcome.ts'
import type { ModelSpec, RunRequest } from '../../protocol/worker.ts'
import type { SettingName } from '../../settings/declared.ts'
import { readSettings, type Settings } from '../../settings/readSettings.ts'
import { modelOf } from './modelNames.ts'

/** The seed that deals out the cases by the present settings. */
export function chosenSeed(prompt: Uri): number {
  const settings = readSettings(name => settingAt(prompt, name))
  return settings.ok ? settings.value.run.seed : 0
}

/** The model that judges answers by the present settings; undefined while they name none. */
export function chosenJudge(prompt: Uri): ModelSpec | undefined {
  const settings = readSettings(name => settingAt(prompt, name))
  const models = settings.ok ? modelsOf(settings.value) : undefined
  return models?.ok ? models.value.judge : undefined
}

/** The value of a setting where a prompt lies. */
export const settingAt = (prompt: Uri, name: SettingName): unknown =>
  workspace.getConfiguration('gpo', prompt).get<unknown>(name)

/** The models that the settings name, each role's with what stands in for it. */
export function modelsOf({ models, endpoints, prices }: Settings): Outcome<RunRequest['models']> {
  const task = modelOf(models.task, endpoints, prices)
  if (!task.ok) return task
  const optimizer = modelOf(models.optimizer === '' ? models.task : models.optimizer, endpoints, prices)
  if (!optimizer.ok) return optimizer
  const judge = models.judge === '' ? optimizer : modelOf(models.judge, endpoints, prices)
  if (!judge.ok) return judge
  const embedding = models.embedding === '' ? undefined : modelOf(models.embedding, endpoints, prices)
  if (embedding?.ok === false) return embedding
  if (embedding?.value.kind === 'vscode') {
    return failure({
      code: 'bad-option',
      option: 'gpo.embeddingModel',
      value: models.embedding,
      expected: 'a model of an endpoint, since the editor has no embedding models',
    })
  }
  return success({
    task: task.value,
    optimizer: optimizer.value,
    judge: judge.value,
    ...(embedding === undefined ? {} : { embedding: embedding.value }),
  })
}
