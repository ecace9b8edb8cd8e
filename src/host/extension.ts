import { type ExtensionContext, Uri, window } from 'vscode'
import { Actions } from './actions.ts'
import { registerCommands } from './commands.ts'
import { followContexts } from './contexts.ts'
import { Decorations } from './decorations.ts'
import { followRenames } from './followRenames.ts'
import { Keys } from './keys.ts'
import { EvalSetLanguage } from './language/evalSetLanguage.ts'
import { PlaceholderHover } from './language/placeholderHover.ts'
import { QuickFixes } from './language/quickFixes.ts'
import { Lenses } from './lenses.ts'
import { Lifetime } from './lifetime.ts'
import { pageActions } from './pageActions.ts'
import { Pages } from './pages.ts'
import type { Parts } from './parts.ts'
import { Pending } from './pending.ts'
import { ChosenEvalSets } from './prepared.ts'
import { Problems } from './problems.ts'
import { RefinedDocuments } from './refinedDocuments.ts'
import { ReportDocuments } from './reportDocuments.ts'
import { Reviews } from './reviews.ts'
import { registerRunCommands } from './runCommands.ts'
import { RunIndex } from './runIndex.ts'
import { RunStatus } from './runStatus.ts'
import { Runs } from './runs.ts'
import { PromptsView } from './sidebar/promptsView.ts'
import { Tests } from './testing/tests.ts'
import { registerTools } from './tools/tools.ts'
import { Unfinished } from './unfinished.ts'
import { watch } from './watch.ts'

/** Makes the parts and registers what shows them. Nothing is read here but the runs of refined prompts that wait. */
export function activate(context: ExtensionContext): void {
  const lifetime = new Lifetime()
  context.subscriptions.push(lifetime)
  try {
    assemble(context, lifetime)
  } catch (error) {
    lifetime.dispose()
    const detail = error instanceof Error ? error.message : String(error)
    void window.showErrorMessage(`GPO could not start: ${detail}. Reload the window to try again.`)
  }
}

function assemble(context: ExtensionContext, lifetime: Lifetime): void {
  const chosen = lifetime.register(new ChosenEvalSets(context.workspaceState))
  const workerPath = Uri.joinPath(context.extensionUri, 'dist', 'worker.cjs').fsPath
  const runs = lifetime.register(new Runs(workerPath))
  const index = new RunIndex()
  const pending = lifetime.register(new Pending(context.workspaceState))
  const reviews = lifetime.register(new Reviews(pending, context.workspaceState))
  const parts: Parts = {
    chosen,
    runs,
    pending,
    reviews,
    index,
    keys: new Keys(context.secrets),
    pages: lifetime.register(
      new Pages(
        context.extensionUri,
        runs,
        pageActions(() => parts, workerPath),
      ),
    ),
    problems: lifetime.register(new Problems(chosen)),
    refined: lifetime.register(new RefinedDocuments()),
    unfinished: lifetime.register(new Unfinished(index)),
  }
  const lenses = lifetime.register(new Lenses(parts))
  lifetime.register(new Actions(parts))
  lifetime.register(new Decorations(reviews))
  lifetime.register(new QuickFixes(parts.problems))
  lifetime.register(new PlaceholderHover(chosen))
  lifetime.register(new EvalSetLanguage(chosen))
  lifetime.register(registerCommands(parts))
  lifetime.register(followContexts(parts))
  lifetime.register(followRenames(parts))
  lifetime.register(new Tests(parts))
  lifetime.register(new RunStatus(parts.runs))
  lifetime.register(registerTools(parts))
  const view = lifetime.register(new PromptsView(parts))
  lifetime.register(new ReportDocuments())
  lifetime.register(registerRunCommands(parts, view, context.extensionUri))
  lifetime.register(
    watch(() => {
      lenses.refresh()
      parts.problems.checkAll()
    }),
  )
}
