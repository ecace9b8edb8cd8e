import { type Limits, readLimits } from '../skills/profiles/limits.ts'
import { eachProfile, isProfile, type ProfileName } from '../skills/profiles/profiles.ts'
import type { SettingName } from './declared.ts'

/** How skills are shown to the model that chooses, and how often it is asked. */
export interface RoutingSettings {
  readonly profile: ProfileName
  readonly runs: number
  readonly shuffles: boolean
  readonly temperature: number
  /** The most that each agent shows. */
  readonly limits: Readonly<Record<ProfileName, Limits>>
}

/** The values were checked before; here they get their types. */
export function routingSettingsOf(read: (name: SettingName) => unknown): RoutingSettings {
  const limits = new Map<string, unknown>(Object.entries(Object(read('routeLimits'))))
  const profile = String(read('routeProfile'))
  return {
    profile: isProfile(profile) ? profile : 'plain',
    runs: Number(read('routeRuns')),
    shuffles: read('routeShuffle') === true,
    temperature: Number(read('routeTemperature')),
    limits: eachProfile(name => readLimits(limits.get(name))),
  }
}
