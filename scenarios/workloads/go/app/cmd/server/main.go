// Command server runs the link shortener.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"go.uber.org/zap"

	"example.com/hop/internal/config"
	"example.com/hop/internal/server"
	"example.com/hop/internal/snapshot"
	"example.com/hop/internal/store"
	"example.com/hop/internal/version"
)

func main() {
	file := flag.String("config", "", "YAML configuration `file`")
	listen := flag.String("listen", "", "`address` to listen on, instead of the configured one")
	snapshotFile := flag.String("restore", "", "snapshot `file` to add links from before listening")
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()

	if *showVersion {
		fmt.Println(server.Banner)
		fmt.Println(version.Full())
		return
	}
	if err := run(*file, *listen, *snapshotFile); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

func run(file, listen, snapshotFile string) (err error) {
	cfg, err := config.Load(file)
	if err != nil {
		return err
	}
	if listen != "" {
		cfg.Listen = listen
	}
	log, err := newLogger(cfg.Log)
	if err != nil {
		return err
	}
	defer log.Sync() //nolint:errcheck // a terminal cannot be synced

	links, err := store.Open(cfg.Database)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := links.Close(); err == nil {
			err = closeErr
		}
	}()

	if snapshotFile != "" {
		if err := restore(snapshotFile, log, links); err != nil {
			return err
		}
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return serve(ctx, cfg, log, links)
}

// restore adds the links of a snapshot that the store does not have.
func restore(file string, log *zap.Logger, links store.Store) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	added, err := snapshot.Read(f, links)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	log.Info("restored", zap.String("snapshot", file), zap.Int("added", added))
	return nil
}

// serve answers requests until the context ends, and then finishes those that
// are under way.
func serve(ctx context.Context, cfg config.Config, log *zap.Logger, links store.Store) error {
	srv := &http.Server{
		Handler:      server.New(cfg, log, links).Handler(),
		ReadTimeout:  cfg.Limits.ReadTimeout,
		WriteTimeout: cfg.Limits.WriteTimeout,
		ErrorLog:     zap.NewStdLog(log),
	}
	ln, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return err
	}
	log.Info("listening", zap.Stringer("address", ln.Addr()), zap.String("version", version.Number))

	done := make(chan error, 1)
	go func() { done <- srv.Serve(ln) }()

	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	log.Info("shutting down", zap.Duration("grace", cfg.Limits.Shutdown))
	grace, cancel := context.WithTimeout(context.Background(), cfg.Limits.Shutdown)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		return err
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func newLogger(cfg config.Log) (*zap.Logger, error) {
	zc := zap.NewProductionConfig()
	if !cfg.JSON {
		zc = zap.NewDevelopmentConfig()
	}
	level, err := zap.ParseAtomicLevel(cfg.Level)
	if err != nil {
		return nil, err
	}
	zc.Level = level
	return zc.Build()
}
