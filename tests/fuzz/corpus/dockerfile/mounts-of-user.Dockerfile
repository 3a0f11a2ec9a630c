FROM golang:1.24 AS build
WORKDIR /src
COPY . .
USER 1000
RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod,uid=1000,gid=1000 \
    --mount=type=cache,id=go-build,target=/root/.cache/go-build \
    go build -trimpath -o /out/app ./cmd/app

FROM scratch
COPY --from=build /out/app /app
