// Markdown: guidelines as they were written. Raw HTML in them is shown as text, and links open elsewhere.
import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import './markdown.css'

export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        components={{
          a: ({ href, children }) => (
            <a href={href} target="_blank" rel="noreferrer noopener">
              {children}
            </a>
          ),
          // The page keeps its own first heading.
          h1: ({ children }) => <h2>{children}</h2>,
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
}
