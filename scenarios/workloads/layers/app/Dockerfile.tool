# Another image of the same repository.
FROM busybox:1.36 AS build
WORKDIR /tool
COPY src/run.sh ./
RUN sh run.sh > /out

FROM busybox:1.36
COPY --from=build /out /app
