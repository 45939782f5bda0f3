// AccountFields: name, e-mail and password of a new account.
import { limits } from '@etabli/schema'
import { useWords } from '../hooks/use-words.ts'
import { fieldProblem } from '../problems/problem.ts'
import { TextField } from '../ui/field.tsx'

export interface Account {
  readonly name: string
  readonly email: string
  readonly password: string
}

export const emptyAccount: Account = { name: '', email: '', password: '' }

export interface AccountFieldsProps {
  readonly value: Account
  readonly onChange: (account: Account) => void
  readonly error: unknown
}

export function AccountFields({ value, onChange, error }: AccountFieldsProps) {
  const { t } = useWords()
  return (
    <>
      <TextField
        label={t('sign-in.name')}
        name="name"
        autoComplete="name"
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        error={fieldProblem(error, 'name', t)}
        isRequired
        autoFocus
      />
      <TextField
        label={t('sign-in.email')}
        type="email"
        name="email"
        autoComplete="username"
        value={value.email}
        onChange={(email) => onChange({ ...value, email })}
        error={fieldProblem(error, 'email', t)}
        isRequired
      />
      <TextField
        label={t('sign-in.password')}
        type="password"
        name="password"
        autoComplete="new-password"
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
        description={t('sign-in.passwordRule', { count: limits.passwordMin })}
        error={fieldProblem(error, 'password', t)}
        minLength={limits.passwordMin}
        isRequired
      />
    </>
  )
}
