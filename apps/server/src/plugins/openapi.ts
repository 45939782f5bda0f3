// The HTTP contract as an OpenAPI document, made from the table that the routes are made from.
import { type Endpoint, errors, http, ProblemBody } from '@etabli/protocol'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import type { Deps } from '../deps.ts'

type Json = Record<string, unknown>

/** Serves the document at `/api/docs`. */
export function openapi(app: FastifyInstance, deps: Deps): void {
  let text: string | null = null
  app.get('/api/docs', async (_, reply) => {
    text ??= JSON.stringify(describe(deps.config.version))
    return reply.type('application/json; charset=utf-8').send(text)
  })
}

/** The document. */
export function describe(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of Object.entries<Endpoint>(http)) {
    const path = endpoint.path.replaceAll(/:([a-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Etabli',
      version,
      description: 'Programs send `Authorization: Bearer TOKEN`; a token is made in the settings or by `etabli token`.',
    },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: { ...schemaOf(ProblemBody), 'x-codes': Object.keys(errors) } },
    },
  }
}

function operation(name: string, endpoint: Endpoint): Json {
  return {
    operationId: name,
    summary: endpoint.summary,
    'x-access': endpoint.access,
    ...(endpoint.access === 'anyone' ? {} : { security: [{ token: [] }] }),
    parameters: [...parameters('path', endpoint.params), ...parameters('query', endpoint.query)],
    ...(endpoint.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body) } } } }
      : {}),
    ...(endpoint.stream === 'upload'
      ? {
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
                },
              },
            },
          },
        }
      : {}),
    responses: {
      '200': endpoint.reply
        ? { description: 'Done', content: { 'application/json': { schema: schemaOf(endpoint.reply, 'output') } } }
        : { description: 'The file' },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function parameters(place: 'path' | 'query', schema: z.ZodMiniType | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema) as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, form]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: form,
  }))
}

function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _, ...form } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return form
}
