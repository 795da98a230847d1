/** A connection to Weaviate, by its client. */
import weaviate, { ApiKey, type WeaviateClient } from "weaviate-client";

export type WeaviateSettings = { url: string; grpcUrl: string | null; apiKey: string | null };

export const QUERY_SECONDS = 2;
export const WRITE_SECONDS = 20;
const GRPC_PORT = 50_051;

/** Rejects while it is unavailable. */
export async function connectWeaviate({ url, grpcUrl, apiKey }: WeaviateSettings): Promise<WeaviateClient> {
  const http = new URL(url);
  const isSecure = http.protocol === "https:";
  const grpc = grpcUrl ? new URL(grpcUrl) : null;
  const portOf = ({ port }: URL, secure: boolean) => (port ? Number(port) : secure ? 443 : 80);
  const isGrpcSecure = grpc ? grpc.protocol === "https:" : isSecure;
  const client = await weaviate.connectToCustom({
    httpHost: http.hostname,
    httpPort: portOf(http, isSecure),
    httpPath: http.pathname.replace(/\/$/, ""),
    httpSecure: isSecure,
    grpcHost: (grpc ?? http).hostname,
    grpcPort: grpc ? portOf(grpc, isGrpcSecure) : isSecure ? 443 : GRPC_PORT,
    grpcSecure: isGrpcSecure,
    skipInitChecks: true,
    timeout: { init: QUERY_SECONDS, query: QUERY_SECONDS, insert: WRITE_SECONDS },
    ...(apiKey && { authCredentials: new ApiKey(apiKey) }),
  });
  try {
    // Every use of a collection needs the version, in a promise of its own whose failure nobody could catch; this keeps it.
    await client.getWeaviateVersion();
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}
