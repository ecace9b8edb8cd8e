import { StatusBarAlignment, window, workspace } from 'vscode'
import { Lifetime } from '../editor/lifetime.ts'
import { isPrompt } from '../prompts/isPrompt.ts'

/** While a prompt file is active, the status bar names its task model; a click changes it. */
export class TaskModelStatus extends Lifetime {
  private readonly item = this.register(window.createStatusBarItem('taskModel', StatusBarAlignment.Right, 90))

  constructor() {
    super()
    this.item.name = 'GPO Task Model'
    this.item.command = 'gpo.chooseModels'
    this.register(window.onDidChangeActiveTextEditor(() => this.show()))
    this.register(workspace.onDidChangeConfiguration(change => change.affectsConfiguration('gpo') && this.show()))
    this.register(workspace.onDidGrantWorkspaceTrust(() => this.show()))
    this.show()
  }

  private show(): void {
    const uri = window.activeTextEditor?.document.uri
    if (uri === undefined || !isPrompt(uri) || !workspace.isTrusted) {
      this.item.hide()
      return
    }
    const model = workspace.getConfiguration('gpo', uri).get<string>('taskModel') || undefined
    this.item.text = `$(hubot) ${model ?? 'Choose a model'}`
    this.item.tooltip =
      model === undefined ? 'GPO asks for a model at the first run' : `GPO: ${model} answers the cases of this prompt`
    this.item.accessibilityInformation = { label: `GPO task model: ${model ?? 'none chosen'}`, role: 'button' }
    this.item.show()
  }
}
