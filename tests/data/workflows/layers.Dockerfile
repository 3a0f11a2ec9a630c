# syntax=docker/dockerfile:1
FROM node:22 AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci

FROM deps AS build
COPY . .
RUN npm run build
ARG GIT_SHA
RUN echo "$GIT_SHA" > dist/version

FROM node:22-slim AS api
COPY --from=build /app/dist /app
CMD ["node", "/app/api.js"]

FROM api AS worker
CMD ["node", "/app/worker.js"]
