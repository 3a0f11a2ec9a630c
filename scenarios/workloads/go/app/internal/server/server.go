// Package server is the HTTP interface of the link shortener.
package server

import (
	"net/http"
	"time"

	"github.com/gorilla/mux"
	"go.uber.org/zap"

	"example.com/hop/internal/config"
	"example.com/hop/internal/metrics"
	"example.com/hop/internal/slug"
	"example.com/hop/internal/store"
)

// A Server answers requests from a store of links.
type Server struct {
	cfg     config.Config
	log     *zap.Logger
	links   store.Store
	slugs   *slug.Generator
	metrics *metrics.Metrics
	now     func() time.Time
}

// New returns a Server for the given store.
func New(cfg config.Config, log *zap.Logger, links store.Store) *Server {
	s := &Server{
		cfg:   cfg,
		log:   log,
		links: links,
		slugs: slug.NewGenerator(cfg.Slugs.Length),
		now:   time.Now,
	}
	s.metrics = metrics.New(func() float64 {
		n, err := links.Len()
		if err != nil {
			log.Error("count links", zap.Error(err))
		}
		return float64(n)
	})
	return s
}

// Handler returns all routes of the service.
func (s *Server) Handler() http.Handler {
	r := mux.NewRouter()
	r.Use(s.observe, s.recoverPanic)

	r.HandleFunc("/", s.root).Methods(http.MethodGet)
	r.HandleFunc("/healthz", s.health).Methods(http.MethodGet)
	r.Handle("/metrics", s.compressed(s.metrics.Handler().ServeHTTP)).Methods(http.MethodGet)

	r.Handle("/api/snapshot", s.compressed(s.snapshot)).Methods(http.MethodGet)
	api := r.PathPrefix("/api/links").Subrouter()
	api.Handle("", s.compressed(s.list)).Methods(http.MethodGet)
	api.HandleFunc("", s.create).Methods(http.MethodPost)
	api.HandleFunc("/{slug}", s.show).Methods(http.MethodGet)
	api.HandleFunc("/{slug}", s.remove).Methods(http.MethodDelete)

	r.HandleFunc("/{slug}", s.redirect).Methods(http.MethodGet, http.MethodHead)
	return r
}
