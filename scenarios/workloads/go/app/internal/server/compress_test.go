package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/andybalholm/brotli"
	"go.uber.org/zap"

	"example.com/hop/internal/config"
	"example.com/hop/internal/store"
)

func TestCompressed(t *testing.T) {
	s := New(config.Default(), zap.NewNop(), store.NewMemory())
	want := bytes.Repeat([]byte("a long reply\n"), 1000)
	h := s.compressed(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(want)
	})
	for _, test := range []struct {
		accept, encoding string
		open             func(io.Reader) (io.Reader, error)
	}{
		{"", "", func(r io.Reader) (io.Reader, error) { return r, nil }},
		{"gzip", "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
		{"gzip, br", "br", func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
	} {
		rec := httptest.NewRecorder()
		req := httptest.NewRequest("GET", "/", nil)
		req.Header.Set("Accept-Encoding", test.accept)
		h.ServeHTTP(rec, req)

		if got := rec.Header().Get("Content-Encoding"); got != test.encoding {
			t.Fatalf("%q: encoded as %q", test.accept, got)
		}
		if short := rec.Body.Len() < len(want)/10; short != (test.encoding != "") {
			t.Errorf("%q: %d bytes", test.accept, rec.Body.Len())
		}
		body, err := test.open(rec.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q: another reply, %v", test.accept, err)
		}
	}
}
