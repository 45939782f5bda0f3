// Secrets: made here, shown once, kept only as their SHA-256; and passwords by argon2id.
import { createHash, randomBytes } from 'node:crypto'
import { type Algorithm, hash, verify } from '@node-rs/argon2'
import type { ServerConfig } from '../../deps.ts'

/** A new secret of 256 bits. `kind` is its visible prefix, so that a leaked one can be recognised. */
export function newSecret(kind: 'session' | 'token' | 'link'): string {
  const text = randomBytes(32).toString('base64url')
  return kind === 'token' ? `etabli_${text}` : text
}

/** How a secret is kept. It has 256 bits, so a plain hash is enough. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** A password as it is kept. */
export function hashPassword(config: ServerConfig, password: string): Promise<string> {
  return hash(password, {
    // The package's enum is ambient: its value is 2.
    algorithm: 2 as Algorithm.Argon2id,
    memoryCost: config.passwordCost.kib,
    timeCost: config.passwordCost.passes,
    parallelism: 1,
  })
}

/** A hash that no password fits: checked where there is no account, so that the time says nothing. */
let decoy: Promise<string> | null = null

/** True where the password fits; takes as long where there is no account. */
export async function passwordFits(config: ServerConfig, kept: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(config, newSecret('link'))
  return (await verify(kept ?? (await decoy), password)) && kept !== null
}
