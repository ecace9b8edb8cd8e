import { StatusBarAlignment, Uri, window } from 'vscode'
import { progressTitle } from '../../report/titles.ts'
import { Lifetime } from '../editor/lifetime.ts'
import { promptTitle } from '../prompts/promptTitle.ts'
import type { Runs } from './runs.ts'
import type { Run } from './workerRun.ts'

/** While something runs, the status bar shows its progress; a click shows the trajectory. */
export class RunStatus extends Lifetime {
  private readonly item = this.register(window.createStatusBarItem('run', StatusBarAlignment.Left, 50))
  private readonly runs: Runs

  constructor(runs: Runs) {
    super()
    this.runs = runs
    this.item.name = 'GPO Run'
    this.register(runs.onDidChange(() => this.show()))
  }

  private show(): void {
    const runs = this.runs.all()
    // Of several runs, the user is most likely interested in the one started last.
    const last = runs.findLast(({ request }) => request.kind === 'optimize') ?? runs.at(-1)
    if (last === undefined) {
      this.item.hide()
      return
    }
    const others = runs.length > 1 ? ` (and ${runs.length - 1} more)` : ''
    const title = progressTitle(last.view.progress)
    this.item.text = `$(loading~spin) GPO: ${title}${others}`
    this.item.tooltip = runs.map(run => `${nameOf(run)}: ${progressTitle(run.view.progress)}`).join('\n')
    this.item.accessibilityInformation = { label: `GPO, ${nameOf(last)}: ${title}`, role: 'button' }
    const show = last.request.kind === 'optimize' ? 'gpo.showTrajectory' : 'vscode.open'
    this.item.command = { title: 'Show', command: show, arguments: [Uri.file(last.request.prompt.path)] }
    this.item.show()
  }
}

const nameOf = ({ request }: Run): string => promptTitle(request.prompt.path)
