module example.com/hop

go 1.19

require (
	github.com/VictoriaMetrics/metrics v1.23.0
	github.com/andybalholm/brotli v1.0.4
	github.com/gorilla/mux v1.8.0
	go.etcd.io/bbolt v1.3.6
	go.uber.org/zap v1.23.0
	google.golang.org/protobuf v1.28.1
	gopkg.in/yaml.v3 v3.0.1
)

require (
	github.com/valyala/fastrand v1.1.0 // indirect
	github.com/valyala/histogram v1.2.0 // indirect
	go.uber.org/atomic v1.10.0 // indirect
	go.uber.org/multierr v1.6.0 // indirect
	golang.org/x/sys v0.3.0 // indirect
)

retract v0.3.0 // Lost the hit counts on restart.
