package server

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap"

	"example.com/hop/internal/config"
	"example.com/hop/internal/snapshot"
	"example.com/hop/internal/store"
)

func do(t *testing.T, h http.Handler, method, target, body string, status int) *httptest.ResponseRecorder {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(method, target, strings.NewReader(body)))
	if rec.Code != status {
		t.Fatalf("%s %s: %d, want %d: %s", method, target, rec.Code, status, rec.Body)
	}
	return rec
}

func TestServer(t *testing.T) {
	h := New(config.Default(), zap.NewNop(), store.NewMemory()).Handler()

	do(t, h, "GET", "/nothing", "", http.StatusNotFound)
	do(t, h, "POST", "/api/links", "{", http.StatusBadRequest)
	do(t, h, "POST", "/api/links", `{"url":"javascript:x"}`, http.StatusUnprocessableEntity)
	do(t, h, "POST", "/api/links", `{"url":"http://example.com","slug":"a/b"}`, http.StatusUnprocessableEntity)
	do(t, h, "POST", "/api/links", `{"url":"http://example.com","slug":"go"}`, http.StatusCreated)
	do(t, h, "POST", "/api/links", `{"url":"http://example.com","slug":"go"}`, http.StatusConflict)

	rec := do(t, h, "POST", "/api/links", `{"url":"http://example.com/long"}`, http.StatusCreated)
	short := strings.TrimPrefix(rec.Header().Get("Location"), config.Default().BaseURL)
	rec = do(t, h, "GET", short, "", http.StatusFound)
	if got := rec.Header().Get("Location"); got != "http://example.com/long" {
		t.Errorf("redirected to %q", got)
	}
	if rec = do(t, h, "GET", "/api/links"+short, "", http.StatusOK); !strings.Contains(rec.Body.String(), `"hits":1`) {
		t.Errorf("shown as %s", rec.Body)
	}

	rec = do(t, h, "GET", "/metrics", "", http.StatusOK)
	for _, want := range []string{"hop_links 2\n", "hop_links_created_total 2\n", "hop_misses_total 1\n",
		`hop_http_requests_total{route="/{slug}",code="302"} 1`} {
		if !strings.Contains(rec.Body.String(), want) {
			t.Errorf("metrics lack %q", want)
		}
	}

	restored := store.NewMemory()
	rec = do(t, h, "GET", "/api/snapshot", "", http.StatusOK)
	if n, err := snapshot.Read(rec.Body, restored); err != nil || n != 2 {
		t.Errorf("snapshot of %d links: %v", n, err)
	}
	if link, err := restored.Get(short[1:]); err != nil || link.Hits != 1 {
		t.Errorf("in the snapshot: %+v, %v", link, err)
	}

	do(t, h, "DELETE", "/api/links/go", "", http.StatusNoContent)
	do(t, h, "DELETE", "/api/links/go", "", http.StatusNotFound)
	do(t, h, "GET", "/api/links?limit=0", "", http.StatusBadRequest)
	do(t, h, "GET", "/api/links", "", http.StatusOK)
	do(t, h, "GET", "/", "", http.StatusOK)
	do(t, h, "GET", "/healthz", "", http.StatusNoContent)
}
