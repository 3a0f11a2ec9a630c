package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gorilla/mux"
	"go.uber.org/zap"

	"example.com/hop/internal/slug"
	"example.com/hop/internal/snapshot"
	"example.com/hop/internal/store"
	"example.com/hop/internal/version"
)

const (
	defaultPage = 50
	maxPage     = 500
)

// A linkRequest is the body of a request for a new link.
type linkRequest struct {
	URL  string `json:"url"`
	Slug string `json:"slug,omitempty"` // empty: generate one
}

// A linkReply is a link with the address that visitors use.
type linkReply struct {
	store.Link
	Short string `json:"short"`
}

func (s *Server) reply(link store.Link) linkReply {
	return linkReply{Link: link, Short: s.cfg.BaseURL + "/" + link.Slug}
}

func (s *Server) root(w http.ResponseWriter, _ *http.Request) {
	s.write(w, http.StatusOK, map[string]string{
		"service": Banner,
		"version": version.Full(),
	})
}

func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	if _, err := s.links.Len(); err != nil {
		s.fail(w, http.StatusServiceUnavailable, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) create(w http.ResponseWriter, r *http.Request) {
	var req linkRequest
	dec := json.NewDecoder(http.MaxBytesReader(w, r.Body, s.cfg.Limits.BodyBytes))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&req); err != nil {
		s.fail(w, http.StatusBadRequest, "malformed request: "+err.Error())
		return
	}
	if err := checkTarget(req.URL); err != nil {
		s.fail(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	if req.Slug != "" {
		if err := slug.Check(req.Slug); err != nil {
			s.fail(w, http.StatusUnprocessableEntity, err.Error())
			return
		}
	}

	link, err := s.add(req)
	if err != nil {
		s.failWith(w, err)
		return
	}
	s.metrics.Created()
	reply := s.reply(link)
	w.Header().Set("Location", reply.Short)
	s.write(w, http.StatusCreated, reply)
}

// add stores a new link under the wanted slug, or under a random one.
func (s *Server) add(req linkRequest) (store.Link, error) {
	link := store.Link{Slug: req.Slug, URL: req.URL, Created: s.now().UTC()}
	if link.Slug != "" {
		return link, s.links.Create(link)
	}
	for i := 0; i < s.cfg.Slugs.Attempts; i++ {
		var err error
		if link.Slug, err = s.slugs.Next(); err != nil {
			return store.Link{}, err
		}
		if err = s.links.Create(link); !errors.Is(err, store.ErrExists) {
			return link, err
		}
	}
	return store.Link{}, fmt.Errorf("no free slug in %d attempts", s.cfg.Slugs.Attempts)
}

// checkTarget accepts web addresses only, so that a link cannot run a script.
func checkTarget(target string) error {
	u, err := url.Parse(target)
	switch {
	case err != nil:
		return fmt.Errorf("url: %w", err)
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("url: scheme %q is not http or https", u.Scheme)
	case u.Host == "":
		return errors.New("url: no host")
	}
	return nil
}

func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	limit := defaultPage
	if text := query.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxPage {
			s.fail(w, http.StatusBadRequest, fmt.Sprintf("limit is not between 1 and %d", maxPage))
			return
		}
		limit = n
	}
	links, err := s.links.List(query.Get("after"), limit)
	if err != nil {
		s.failWith(w, err)
		return
	}
	replies := make([]linkReply, len(links))
	for i, link := range links {
		replies[i] = s.reply(link)
	}
	s.write(w, http.StatusOK, map[string]interface{}{"links": replies})
}

func (s *Server) show(w http.ResponseWriter, r *http.Request) {
	link, err := s.links.Get(mux.Vars(r)["slug"])
	if err != nil {
		s.failWith(w, err)
		return
	}
	s.write(w, http.StatusOK, s.reply(link))
}

func (s *Server) remove(w http.ResponseWriter, r *http.Request) {
	if err := s.links.Delete(mux.Vars(r)["slug"]); err != nil {
		s.failWith(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) redirect(w http.ResponseWriter, r *http.Request) {
	link, err := s.links.Visit(mux.Vars(r)["slug"])
	if err != nil {
		if errors.Is(err, store.ErrNotFound) {
			s.metrics.Missed()
		}
		s.failWith(w, err)
		return
	}
	s.metrics.Redirected()
	w.Header().Set("Cache-Control", "no-store") // every visit counts
	http.Redirect(w, r, link.URL, http.StatusFound)
}

// snapshot answers with all links. Nothing is sent before all of them are read,
// so that the client can be told of a failure.
func (s *Server) snapshot(w http.ResponseWriter, _ *http.Request) {
	var body bytes.Buffer
	if err := snapshot.Write(&body, s.links); err != nil {
		s.failWith(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/x-protobuf")
	if _, err := body.WriteTo(w); err != nil {
		s.log.Warn("write snapshot", zap.Error(err))
	}
}

// write answers with a JSON document.
func (s *Server) write(w http.ResponseWriter, status int, body interface{}) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		s.log.Warn("write reply", zap.Error(err))
	}
}

// fail answers with an error.
func (s *Server) fail(w http.ResponseWriter, status int, message string) {
	s.write(w, status, map[string]string{"error": message})
}

// failWith answers with the status that belongs to an error of the store. What
// the client cannot know about is logged, not told.
func (s *Server) failWith(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, store.ErrNotFound):
		s.fail(w, http.StatusNotFound, err.Error())
	case errors.Is(err, store.ErrExists):
		s.fail(w, http.StatusConflict, err.Error())
	default:
		s.log.Error("request failed", zap.Error(err))
		s.fail(w, http.StatusInternalServerError, "internal error")
	}
}
