import { failure, type Outcome, success } from '../../problem/outcome.ts'
import { readSettings, type Settings } from '../../settings/readSettings.ts'
import { optionFor } from '../../settings/settingRows.ts'
import { typedSetting } from '../../settings/typedSettings.ts'
import type { Options } from './options.ts'

/** The settings given by the typed options; defaults come from package.json. */
export function settingsOf(options: Options): Outcome<Settings> {
  const prices = readPrices(options.prices)
  if (!prices.ok) return prices
  const evaluation = options.text('evaluation')
  if (options.isSet('paper') && evaluation !== undefined && evaluation !== 'full')
    return failure({
      code: 'bad-combination',
      detail: `--paper scores every candidate on every case, and --evaluation ${evaluation} does not`,
    })
  return readSettings(
    name => {
      if (name === 'prices') return prices.value
      const option = optionFor(name)
      return typedSetting(name, option === undefined ? undefined : options.typed(option))
    },
    name => {
      const option = optionFor(name)
      return option === undefined ? `gpo.${name}` : `--${option}`
    },
  )
}

function readPrices(typed: readonly string[]): Outcome<Readonly<Record<string, unknown>>> {
  const prices: Record<string, unknown> = {}
  for (const value of typed) {
    const match = /^(.+)=(\d+|\d*\.\d+)\/(\d+|\d*\.\d+)$/.exec(value)
    if (!match?.[1])
      return failure({
        code: 'bad-option',
        option: '--price',
        value,
        expected: 'MODEL=IN/OUT, in USD per million tokens',
      })
    prices[match[1]] = { input: Number(match[2]), output: Number(match[3]) }
  }
  return success(prices)
}
