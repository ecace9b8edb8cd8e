// Language models that do what those of VS Code do, one kind of trouble each, and count what they are asked.
const vscode = require('vscode')

const named = (name, message) => Object.assign(new Error(message), { name })
const text = value => new vscode.LanguageModelTextPart(value)

/** What each model does with a request, by its id. */
const ways = {
  fine: async progress => progress.report(text('The answer is 2.')),
  'twin-1': async progress => progress.report(text('The answer is 1.')),
  'twin-2': async progress => progress.report(text('The answer is 2.')),
  blocked: async () => {
    throw vscode.LanguageModelError.Blocked('The extension sent too much.')
  },
  quota: async () => {
    throw named('ChatQuotaExceeded', 'You have used up your premium requests.')
  },
  rate: async () => {
    throw named('ChatRateLimited', 'Rate limit exceeded, try again in 2 hours.')
  },
  filtered: async () => {
    throw new Error('Response was filtered by the Responsible AI Service.')
  },
  long: async () => {
    throw new Error('The message exceeds the token limit.')
  },
  'not-allowed': async () => {
    throw vscode.LanguageModelError.NoPermissions('The user did not allow it.')
  },
  gone: async () => {
    throw vscode.LanguageModelError.NotFound('There is no such model.')
  },
  failing: async () => {
    throw new Error('The connection was lost.')
  },
  cold: async (progress, options) => {
    if (options.modelOptions?.temperature !== undefined) throw new Error("Unsupported value: 'temperature' must be 1.")
    progress.report(text('The answer is 2.'))
  },
  small: async progress => progress.report(text('2')),
  uncountable: async progress => progress.report(text('The answer is 2.')),
  thinking: async progress => progress.report(text('<think>Is it 1? No.</think>The answer is 2.')),
}

/** The troubles that begin in the middle of a run, and are over once `gpoTests.renew` was called. */
const lapses = ['blocked', 'quota', 'rate', 'not-allowed', 'gone', 'failing']
const lapsingAfter = 40
let isRenewed = false
/** What was answered by each of them, and how often it was asked for again. */
const answered = Object.fromEntries(lapses.map(kind => [`later-${kind}`, new Set()]))
const again = {}
for (const kind of lapses) {
  const id = `later-${kind}`
  ways[id] = async (progress, options, messages) => {
    if (answered[id].size >= lapsingAfter && !isRenewed) return ways[kind](progress, options)
    const asked = JSON.stringify(messages.map(({ role, content }) => [role, content.map(({ value }) => value)]))
    if (answered[id].has(asked)) again[id] = (again[id] ?? 0) + 1
    answered[id].add(asked)
    progress.report(text('The answer is 2.'))
  }
}

const families = { 'twin-1': 'twin', 'twin-2': 'twin' }

exports.activate = context => {
  const requests = {}
  let [underWay, highest] = [0, 0]
  const provider = {
    provideLanguageModelChatInformation: async () =>
      Object.keys(ways).map(id => ({
        id,
        name: `Test ${id}`,
        family: families[id] ?? id,
        version: '1',
        maxInputTokens: id === 'small' ? 20 : 4000,
        maxOutputTokens: 1000,
        capabilities: {},
      })),
    provideLanguageModelChatResponse: async ({ id }, messages, options, progress) => {
      requests[id] = (requests[id] ?? 0) + 1
      underWay += 1
      highest = Math.max(highest, underWay)
      await new Promise(resolve => setTimeout(resolve, 20))
      underWay -= 1
      await ways[id](progress, options, messages)
    },
    provideTokenCount: async ({ id }) => (id === 'uncountable' ? new Promise(() => {}) : id === 'small' ? 70 : 7),
  }
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('gpo-tests', provider),
    vscode.commands.registerCommand('gpoTests.requests', () => ({ ...requests, highest })),
    vscode.commands.registerCommand('gpoTests.again', () => again),
    vscode.commands.registerCommand('gpoTests.renew', renewed => {
      isRenewed = renewed
    }),
  )
}
