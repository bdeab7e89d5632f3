import { afterEach, describe, expect, it } from 'vitest';
import { type Answering, failing, modelAt, type RawServer, startRawServer } from './raw-server.ts';

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(...answers: readonly Answering[]): Promise<RawServer> {
  const server = await startRawServer(answers);
  servers.push(server);
  return server;
}

const answering =
  (json: unknown): Answering =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(json));
  };

const signal = new AbortController().signal;

describe('vectors', () => {
  it('come in the order of the texts, whatever order the server gives them in', async () => {
    const data = [
      { index: 1, embedding: [0, 1] },
      { index: 0, embedding: [1, 0] },
    ];
    const server = await serve(answering({ data }));
    const { embed } = modelAt(server.url, { embeddingModel: 'meaning' });
    expect(await embed?.(['tea', 'boats'], signal)).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(server.bodies[0]).toMatchObject({ model: 'meaning', input: ['tea', 'boats'] });
  });

  it('are refused when one is missing, and when the server knows no such model', async () => {
    const server = await serve(answering({ data: [] }), failing(404, { message: 'no such model' }));
    const { embed } = modelAt(server.url, { embeddingModel: 'meaning' });
    await expect(embed?.(['tea'], signal)).rejects.toMatchObject({ code: 'model-refused' });
    await expect(embed?.(['tea'], signal)).rejects.toMatchObject({ code: 'model-refused' });
  });

  it('are asked of nobody unless a model for them is named', () => {
    expect(modelAt('http://127.0.0.1:1/v1').embed).toBeUndefined();
  });
});
