# The live server with its built client. Postgres runs beside it (docker-compose.yml), not inside.
FROM node:24.21.0-slim AS build
WORKDIR /dramatis
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node node_modules/vite/bin/vite.js build && npm prune --omit=dev && rm -rf node_modules/node

FROM node:24.21.0-slim
WORKDIR /dramatis
COPY --from=build /dramatis ./
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=2567 DATA_DIR=/data
VOLUME /data
EXPOSE 2567
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:2567/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
