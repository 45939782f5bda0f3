// Stands where a picture cannot be shown: says so, and offers to skip the task or to try again.
import type { StageProps } from '@etabli/modality-kit'

export function Broken(props: {
  readonly t: StageProps['t']
  readonly skip: StageProps['skip']
  readonly retry: () => void
}) {
  const { t, skip, retry } = props
  return (
    <div className="image-stage-broken" role="alert">
      <strong>{t('image.broken')}</strong>
      <p>{t('image.brokenNext')}</p>
      <div className="image-stage-ways">
        {skip && (
          <button
            type="button"
            className="image-stage-retry"
            data-primary=""
            onClick={() => skip(t('image.brokenReason'))}
          >
            {t('image.brokenSkip')}
          </button>
        )}
        <button type="button" className="image-stage-retry" onClick={retry}>
          {t('image.retry')}
        </button>
      </div>
    </div>
  )
}
