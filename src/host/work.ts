import { draftCommands } from './cases/draftCommands.ts'
import { promptCommands } from './commands.ts'
import { healthCommands, healthPageActions } from './health/healthCommands.ts'
import { pageActions } from './page/pageActions.ts'
import { runCommands } from './records/runCommands.ts'
import { routingCommands, routingPageActions } from './skills/routingCommands.ts'
import { markCommands } from './testing/markCommands.ts'
import { judgeMarks, runChosen } from './testing/runChosen.ts'
import { promptTool } from './tools/promptTool.ts'

/** What a command, a button of a page, a test or an agent's tool starts: loaded as one when the first of them is used. */
export const work = {
  draftCommands,
  healthCommands,
  healthPageActions,
  judgeMarks,
  markCommands,
  pageActions,
  promptCommands,
  promptTool,
  routingCommands,
  routingPageActions,
  runChosen,
  runCommands,
}
