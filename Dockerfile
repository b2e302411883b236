# syntax=docker/dockerfile:1
# Two stages: what installs is not what runs. The running image has the runtime, the sources (Node strips their types) and the production
# dependencies; no package manager, no compiler, no embedded database (set DATABASE_URL).

FROM node:26-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Install scripts are off by .npmrc; optional packages are the embedded database and a second runtime.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

FROM node:26-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data \
    NODE_COMPILE_CACHE=/tmp/node-compile-cache
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
    && mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=install --chown=root:root /app/node_modules node_modules
COPY --chown=root:root package.json LICENSE ./
COPY --chown=root:root bin bin
COPY --chown=root:root contexts contexts
COPY --chown=root:root migrations migrations
COPY --chown=root:root catalogues catalogues
COPY --chown=root:root src src
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and handles SIGTERM itself: it finishes the requests in flight.
CMD ["node", "bin/stempel.js", "serve"]
