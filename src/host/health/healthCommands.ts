import { commands, type Uri } from 'vscode'
import type { Outcome } from '../../problem/outcome.ts'
import type { Problem } from '../../problem/problem.ts'
import type { HealthCommandName } from '../commandNames.ts'
import { activeUri } from '../editor/activeUri.ts'
import type { Features } from '../features.ts'
import type { Commands } from '../onDemand.ts'
import { isPromptFile } from '../prompts/isPrompt.ts'
import { pickPrompt } from '../prompts/pickPrompt.ts'
import { promptsOfSet } from '../prompts/promptsOfSet.ts'
import { showProblem } from '../runs/announce.ts'
import { uriIn } from '../sidebar/nodes.ts'
import type { HealthPageActions } from './healthPages.ts'
import { alignJudge, compareJudge } from './judgeCommands.ts'

/** The commands about the cases of a prompt as a whole and about their judge, on the prompt or on its eval set. */
export function healthCommands(features: Features): Commands<HealthCommandName> {
  const actions = healthPageActions(features)
  const handlers: Readonly<Record<HealthCommandName, (prompt: Uri) => unknown>> = {
    showHealth: prompt => features.healthPages.show(prompt),
    checkJudge: prompt => {
      features.healthPages.show(prompt)
      actions.checkJudge(prompt)
    },
    alignJudge: actions.alignJudge,
  }
  return async (name, [on]) => {
    const found = uriIn(on) ?? activeUri()
    const [own] = found && !(await isPromptFile(found)) ? await promptsOfSet(found, features.chosen) : [found]
    const prompt = own ?? (await pickPrompt(features, name))
    return prompt && handlers[name](prompt)
  }
}

/** The actions of a page. */
export function healthPageActions(features: Features): HealthPageActions {
  const refuse = (problem: Problem, prompt: Uri): void => showProblem(features, problem, prompt)
  const tell = (outcome: Outcome<unknown>, prompt: Uri): void =>
    outcome.ok ? undefined : refuse(outcome.problem, prompt)
  return {
    checkJudge: prompt => void compareJudge(features, prompt).then(outcome => tell(outcome, prompt)),
    alignJudge: prompt => void alignJudge(features, prompt).then(outcome => tell(outcome, prompt)),
    draft: (prompt, label) => void commands.executeCommand('gpo.draftCases', prompt, label),
    refuse,
  }
}
