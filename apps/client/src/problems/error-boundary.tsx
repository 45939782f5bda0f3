// ErrorBoundary: a fault in one part of the page leaves the rest standing, and says what is safe.
import { Component, type ReactNode } from 'react'
import { ProblemState } from './problem-view.tsx'

interface Props {
  readonly children: ReactNode
  /** A change of this tries again (for example the task's id). */
  readonly resetKey?: string
}

interface State {
  readonly fault: unknown
  readonly key: string | undefined
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { fault: null, key: this.props.resetKey }

  static getDerivedStateFromError(fault: unknown): Partial<State> {
    return { fault }
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.key ? null : { fault: null, key: props.resetKey }
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children
    return <ProblemState error={this.state.fault} onRetry={() => this.setState({ fault: null })} />
  }
}
