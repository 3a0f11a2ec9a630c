// Package metrics counts what the service does, in Prometheus' text format.
package metrics

import (
	"fmt"
	"io"
	"net/http"
	"time"

	vm "github.com/VictoriaMetrics/metrics"
)

// Metrics is a set of counters. Each instance stands for itself, so tests do
// not see each other's numbers.
type Metrics struct {
	set       *vm.Set
	created   *vm.Counter
	redirects *vm.Counter
	misses    *vm.Counter
}

// New returns counters at zero. links is called for the current number of
// links whenever the metrics are read.
func New(links func() float64) *Metrics {
	set := vm.NewSet()
	set.NewGauge("hop_links", links)
	return &Metrics{
		set:       set,
		created:   set.NewCounter("hop_links_created_total"),
		redirects: set.NewCounter("hop_redirects_total"),
		misses:    set.NewCounter("hop_misses_total"),
	}
}

// Created counts a new link.
func (m *Metrics) Created() { m.created.Inc() }

// Redirected counts a visitor who was sent on.
func (m *Metrics) Redirected() { m.redirects.Inc() }

// Missed counts a visitor who asked for an unknown link.
func (m *Metrics) Missed() { m.misses.Inc() }

// Request records a finished HTTP request.
func (m *Metrics) Request(route string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(fmt.Sprintf(
		"hop_http_requests_total{route=%q,code=\"%d\"}", route, status)).Inc()
	m.set.GetOrCreateHistogram(fmt.Sprintf(
		"hop_http_request_seconds{route=%q}", route)).Update(took.Seconds())
}

// write writes the service's and the process's metrics.
func (m *Metrics) write(w io.Writer) {
	m.set.WritePrometheus(w)
	vm.WriteProcessMetrics(w)
}

// Handler serves the metrics.
func (m *Metrics) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.write(w)
	})
}
