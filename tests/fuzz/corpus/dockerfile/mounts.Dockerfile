FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod,sharing=locked \
    --mount=type=cache,id=go-build,target=/root/.cache/go-build \
    go build -trimpath -o /out/app ./cmd/app

FROM scratch
COPY --from=build /out/app /app
