// SplitFields: shares of training, validation and test, drawn by a seed so that they can be drawn again.
import { useWords } from '../../../hooks/use-words.ts'
import { Switch } from '../../../ui/check.tsx'
import { NumberField } from '../../../ui/number-field.tsx'

type Split = readonly [number, number, number]

export interface SplitFieldsProps {
  readonly split: Split | null
  readonly onSplit: (split: Split | null) => void
  readonly seed: number
  readonly onSeed: (seed: number) => void
  readonly error: string | null
}

const parts = ['train', 'val', 'test'] as const
const usual: Split = [80, 10, 10]

export function SplitFields({ split, onSplit, seed, onSeed, error }: SplitFieldsProps) {
  const { t } = useWords()
  const setShare = (index: number, value: number) => {
    if (split === null) return
    const share = Number.isNaN(value) ? 0 : Math.round(value)
    onSplit([index === 0 ? share : split[0], index === 1 ? share : split[1], index === 2 ? share : split[2]])
  }
  return (
    <div className="stack">
      <Switch
        isSelected={split !== null}
        onChange={(on) => onSplit(on ? usual : null)}
        description={t('exports.splitHint')}
      >
        {t('exports.split')}
      </Switch>
      {split === null ? null : (
        <div className="export-split">
          {parts.map((part, index) => (
            <NumberField
              key={part}
              label={t(`exports.parts.${part}`)}
              value={split[index] ?? 0}
              onChange={(value) => setShare(index, value)}
              minValue={0}
              maxValue={100}
              step={1}
            />
          ))}
          <NumberField
            label={t('exports.seed')}
            value={seed}
            onChange={(value) => onSeed(Number.isNaN(value) ? 1 : Math.round(value))}
            minValue={0}
            maxValue={2_147_483_647}
            formatOptions={{ useGrouping: false }}
          />
        </div>
      )}
      {error ? (
        <p className="field-error" role="alert">
          {error}
        </p>
      ) : null}
    </div>
  )
}
