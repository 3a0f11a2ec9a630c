package server

import (
	"io"
	"net/http"

	"github.com/andybalholm/brotli"
	"go.uber.org/zap"
)

// A compressor compresses a reply, with brotli or gzip, if the client accepts
// that. It decides when the reply begins: the content type must be set by then.
type compressor struct {
	http.ResponseWriter
	request *http.Request
	body    io.WriteCloser
}

func (c *compressor) WriteHeader(status int) {
	if c.body == nil {
		c.body = brotli.HTTPCompressor(c.ResponseWriter, c.request)
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *compressor) Write(p []byte) (int, error) {
	if c.body == nil {
		c.WriteHeader(http.StatusOK)
	}
	return c.body.Write(p)
}

// close ends the reply.
func (c *compressor) close() error {
	if c.body == nil {
		return nil
	}
	return c.body.Close()
}

// compressed compresses the replies of a route. It is for routes with long
// replies, and not for those that answer without a body.
func (s *Server) compressed(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &compressor{ResponseWriter: w, request: r}
		next(c, r)
		if err := c.close(); err != nil {
			s.log.Warn("end reply", zap.Error(err))
		}
	})
}
