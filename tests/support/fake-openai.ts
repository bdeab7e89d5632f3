import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server says: whole answers, or one that stays open after its first piece. */
export type OpenAiAnswer = string | { readonly begin: string; readonly hold: true };

/** An OpenAI-compatible server that streams Chat Completions, as small as such servers can be. */
export async function startFakeOpenAi(answer: (request: string, count: number) => OpenAiAnswer): Promise<{
  readonly url: string;
  readonly requests: readonly string[];
  close(): Promise<void>;
}> {
  const requests: string[] = [];
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      requests.push(body);
      const said = answer(body, requests.length);
      open.add(response);
      response.on('close', () => open.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const send = (content: string) =>
        response.write(
          `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] })}\n\n`,
        );
      if (typeof said === 'string') {
        for (const piece of said.match(/[\s\S]{1,20}/g) ?? []) send(piece);
        response.end('data: [DONE]\n\n');
      } else if (said.begin !== '') {
        send(said.begin);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const response of open) response.destroy();
        server.close(() => resolve());
      }),
  };
}
