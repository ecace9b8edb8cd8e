import { type ExtensionContext, Uri } from 'vscode'
import { AnswersBeside } from './cases/answersBeside.ts'
import { DraftAnswers } from './cases/draftAnswers.ts'
import { DraftLenses } from './cases/draftLenses.ts'
import {
  commandNames,
  draftCommandNames,
  healthCommandNames,
  markCommandNames,
  routingCommandNames,
  runCommandNames,
} from './commandNames.ts'
import { EvalSetLanguage } from './completion/evalSetLanguage.ts'
import { PlaceholderHover } from './completion/placeholderHover.ts'
import { followRenames } from './editor/followRenames.ts'
import { Lifetime } from './editor/lifetime.ts'
import { complain } from './editor/notices.ts'
import { watch } from './editor/watch.ts'
import type { Features } from './features.ts'
import { HealthPages } from './health/healthPages.ts'
import { Healths } from './health/healths.ts'
import { VersionDocuments } from './history/versionDocuments.ts'
import { Actions } from './lenses/codeActions.ts'
import { Lenses } from './lenses/lenses.ts'
import { loadWork } from './loadWork.ts'
import { Keys } from './models/keys.ts'
import { TaskModelStatus } from './models/taskModelStatus.ts'
import { type Commands, type OnDemand, registerOnDemand } from './onDemand.ts'
import { Pages } from './page/pages.ts'
import { FixActions } from './problems/fixActions.ts'
import { Problems } from './problems/problems.ts'
import { followContexts } from './prompts/contexts.ts'
import { loadLarge } from './prompts/loadLarge.ts'
import { ChosenEvalSets } from './prompts/preparePrompt.ts'
import { RunIndex } from './records/runIndex.ts'
import { ChangeThreads } from './review/changeThreads.ts'
import { Decorations } from './review/decorations.ts'
import { Pending } from './review/pending.ts'
import { RefinedDocuments } from './review/refinedDocuments.ts'
import { Reviews } from './review/reviews.ts'
import { RunLog } from './runs/runLog.ts'
import { RunStatus } from './runs/runStatus.ts'
import { Runs } from './runs/runs.ts'
import { Unfinished } from './runs/unfinished.ts'
import { PromptsView } from './sidebar/promptsView.ts'
import { RoutingPages } from './skills/routingPages.ts'
import { Routings } from './skills/routings.ts'
import { GivenAnswers } from './testing/givenAnswers.ts'
import { Tests } from './testing/testController.ts'
import { registerTools } from './tools/tools.ts'

/**
 * Creates the features and registers everything that shows them. Reads nothing except the runs of refined prompts that
 * wait.
 */
export function activate(context: ExtensionContext): void {
  const lifetime = new Lifetime()
  context.subscriptions.push(lifetime)
  try {
    assemble(context, lifetime)
  } catch (error) {
    lifetime.dispose()
    const detail = error instanceof Error ? error.message : String(error)
    complain({ code: 'not-started', detail })
  }
}

function assemble(context: ExtensionContext, lifetime: Lifetime): void {
  const workerPath = Uri.joinPath(context.extensionUri, 'dist', 'worker.cjs').fsPath
  const chosen = lifetime.register(new ChosenEvalSets(context.workspaceState, loadLarge(workerPath)))
  const runs = lifetime.register(new Runs(workerPath))
  const routings = lifetime.register(new Routings(workerPath))
  const index = new RunIndex()
  const problems = lifetime.register(new Problems(chosen))
  const healths = lifetime.register(new Healths(chosen, problems, workerPath))
  const keys = new Keys(context.secrets)
  const pending = lifetime.register(new Pending(context.workspaceState))
  const reviews = lifetime.register(new Reviews(pending, context.workspaceState))
  const features: Features = {
    chosen,
    runs,
    pending,
    reviews,
    index,
    keys,
    log: lifetime.register(new RunLog(runs, keys)),
    pages: lifetime.register(
      new Pages(context.extensionUri, runs, async () => (await loadWork())?.pageActions(features, workerPath)),
    ),
    problems,
    healths,
    healthPages: lifetime.register(
      new HealthPages(context.extensionUri, healths, chosen, async () =>
        (await loadWork())?.healthPageActions(features),
      ),
    ),
    routingPages: lifetime.register(
      new RoutingPages(context.extensionUri, routings, reviews, async () =>
        (await loadWork())?.routingPageActions(features),
      ),
    ),
    routings,
    refined: lifetime.register(new RefinedDocuments(reviews)),
    unfinished: lifetime.register(new Unfinished(index)),
  }
  const lenses = lifetime.register(new Lenses(features))
  lifetime.register(new Actions(features))
  lifetime.register(new Decorations(reviews))
  lifetime.register(new ChangeThreads(reviews))
  lifetime.register(new FixActions(features.problems))
  lifetime.register(new PlaceholderHover(chosen))
  lifetime.register(new EvalSetLanguage(chosen))
  lifetime.register(followContexts(features))
  lifetime.register(followRenames(features))
  const given = new GivenAnswers()
  lifetime.register(new Tests(features, given))
  lifetime.register(new RunStatus(features.runs))
  lifetime.register(new TaskModelStatus())
  lifetime.register(registerTools(features))
  const view = lifetime.register(new PromptsView(features))
  lifetime.register(new VersionDocuments())
  const answers = lifetime.register(new DraftAnswers())
  lifetime.register(new DraftLenses(answers))
  lifetime.register(new AnswersBeside(answers))
  lifetime.register(
    watch(() => {
      lenses.refresh()
      features.problems.checkAll()
      features.routingPages.refreshAll()
    }),
  )
  // A watcher may miss the first file in a new folder, so the end of a routing checks again.
  lifetime.register(features.routings.onDidEnd(() => features.problems.checkAll()))
  const register = <Name extends string>(names: readonly Name[], load: OnDemand<Commands<Name>>): void => {
    lifetime.register(registerOnDemand(names, load))
  }
  register(commandNames, async () => (await loadWork())?.promptCommands(features))
  register(markCommandNames, async () => (await loadWork())?.markCommands(features, given))
  register(healthCommandNames, async () => (await loadWork())?.healthCommands(features))
  register(routingCommandNames, async () => (await loadWork())?.routingCommands(features))
  register(runCommandNames, async () => (await loadWork())?.runCommands(features, view, context))
  register(draftCommandNames, async () => (await loadWork())?.draftCommands(features, answers, workerPath))
}
