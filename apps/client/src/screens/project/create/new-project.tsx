// NewProject: choose what to start from, name it, and land on its overview as a draft.
import type { ProjectDraft } from '@etabli/schema'
import { limits } from '@etabli/schema'
import { AudioLines, FileText, Image, ListChecks } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useLocation } from 'wouter'
import { useSending } from '../../../hooks/use-api.ts'
import { useMe } from '../../../hooks/use-me.ts'
import { useWords } from '../../../hooks/use-words.ts'
import { ProblemNotice } from '../../../problems/problem-view.tsx'
import { sessionStore, signedIn } from '../../../stores/session.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { type Offer, offers } from './offers.ts'
import './new-project.css'

export function NewProject() {
  const { t, language } = useWords()
  const { me } = useMe()
  const [, navigate] = useLocation()
  const [chosen, setChosen] = useState<Offer | null>(null)
  const [name, setName] = useState('')
  const creating = useSending('projects.create', {
    touches: ['projects.list'],
    onDone: (project) => {
      if (me) signedIn(sessionStore, { ...me, roles: [...me.roles, { project: project.id, role: 'manager' }] })
      navigate(`/projects/${project.id}`)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen && name.trim() !== '') creating.mutate({ body: draftFrom(chosen, name, language) })
  }
  return (
    <div className="page new-project">
      <PageHeader
        title={t('projects.create.title')}
        trail={[{ href: '/projects', title: t('projects.title') }]}
        description={t('projects.create.lead')}
      />
      <form className="stack" onSubmit={submit}>
        <RadioGroup
          className="new-project-offers"
          value={chosen?.id ?? null}
          onChange={(id) => setChosen(offers.find((offer) => offer.id === id) ?? null)}
        >
          <Label className="visually-hidden">{t('projects.create.template')}</Label>
          <div className="new-project-grid">
            {offers
              .filter(({ blank }) => !blank)
              .map((offer) => (
                <Card key={offer.id} offer={offer} />
              ))}
          </div>
          <h2>{t('projects.create.blank')}</h2>
          <div className="new-project-grid" data-small="">
            {offers
              .filter(({ blank }) => blank)
              .map((offer) => (
                <Card key={offer.id} offer={offer} />
              ))}
          </div>
        </RadioGroup>
        <ProblemNotice error={creating.error} />
        <div className="project-save">
          <div className="new-project-name">
            <TextField
              label={t('projects.create.name')}
              value={name}
              onChange={setName}
              maxLength={limits.name}
              placeholder={chosen ? t(`projects.templates.${chosen.id}.example`) : t('projects.create.example')}
              description={t(chosen ? `projects.templates.${chosen.id}.title` : 'projects.create.chooseFirst')}
            />
          </div>
          <ButtonLink href="/projects" variant="quiet">
            {t('ui.cancel')}
          </ButtonLink>
          <Button
            type="submit"
            variant="primary"
            isDisabled={chosen === null || name.trim() === ''}
            isPending={creating.isPending}
          >
            {t('projects.create.submit')}
          </Button>
        </div>
      </form>
    </div>
  )
}

function Card({ offer }: { readonly offer: Offer }) {
  const { t, language } = useWords()
  return (
    <Radio value={offer.id} className="card new-project-card">
      <span className="new-project-icon" aria-hidden="true">
        {icons[offer.media]}
      </span>
      <span className="new-project-words">
        <strong>{t(`projects.templates.${offer.id}.title`)}</strong>
        <span className="muted">{t(`projects.templates.${offer.id}.about`)}</span>
        {offer.blank ? null : (
          <span className="new-project-asks muted">
            {offer
              .questions(language)
              .map((question) => t(`schema.kinds.${question.kind}.name`))
              .join(' · ')}
          </span>
        )}
      </span>
    </Radio>
  )
}

const icons = {
  image: <Image size={18} />,
  audio: <AudioLines size={18} />,
  text: <FileText size={18} />,
  none: <ListChecks size={18} />,
} as const

function draftFrom(offer: Offer, name: string, language: 'en' | 'fr'): ProjectDraft {
  return {
    name: name.trim(),
    media: offer.media,
    questions: offer.questions(language),
    brief: { who: '', why: '', use: '', sensitive: null, pay: null },
    guidelines: '',
    overlap: 3,
    blind: true,
  }
}
