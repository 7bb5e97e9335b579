import { type HttpAnswer, type HttpEndpoint, type HttpMessage, openHttpConnection } from './http-connection.ts';

/**
 * Sends one message and closes the connection (RFC 9811). For a whole transaction see openHttpConnection.
 *
 * @throws TransferError
 */
export async function sendOverHttp(message: HttpEndpoint & HttpMessage): Promise<HttpAnswer> {
  const connection = openHttpConnection(message);
  try {
    return await connection.send(message);
  } finally {
    connection.close();
  }
}
