import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Munadi')
    .setDescription('One message, carried to everyone it is meant for, and to nobody else.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  const document = SwaggerModule.createDocument(app, builder.build());
  for (const path of Object.values(document.paths)) {
    const creates = path.post && ('201' in path.post.responses || '202' in path.post.responses);
    if (!path.post || !creates || !path.post.security) continue;
    path.post.parameters = [...(path.post.parameters ?? []), IDEMPOTENCY_KEY];
  }
  return document;
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'The same key with the same body gives the first answer again for 24 hours.',
  schema: { type: 'string' as const, maxLength: 255 },
};

export function serveDocs(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    raw: ['json'],
    customSiteTitle: 'Munadi API',
    // The badge would send our document to somebody else's validator.
    swaggerOptions: { validatorUrl: null },
  });
}
