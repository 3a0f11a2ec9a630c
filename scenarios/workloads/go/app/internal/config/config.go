// Package config reads the service's YAML configuration.
package config

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Config is the whole configuration. The zero value is not useful: start from
// Default.
type Config struct {
	Listen   string `yaml:"listen"`
	BaseURL  string `yaml:"base_url"`
	Database string `yaml:"database"` // empty: keep the links in memory
	Log      Log    `yaml:"log"`
	Slugs    Slugs  `yaml:"slugs"`
	Limits   Limits `yaml:"limits"`
}

// Log says what is logged and how.
type Log struct {
	Level string `yaml:"level"`
	JSON  bool   `yaml:"json"`
}

// Slugs configures generated slugs.
type Slugs struct {
	Length   int `yaml:"length"`
	Attempts int `yaml:"attempts"`
}

// Limits bounds what a client can ask for.
type Limits struct {
	BodyBytes    int64         `yaml:"body_bytes"`
	ReadTimeout  time.Duration `yaml:"read_timeout"`
	WriteTimeout time.Duration `yaml:"write_timeout"`
	Shutdown     time.Duration `yaml:"shutdown"`
}

// Default returns the configuration used where the file says nothing.
func Default() Config {
	return Config{
		Listen:  ":8080",
		BaseURL: "http://localhost:8080",
		Log:     Log{Level: "info", JSON: true},
		Slugs:   Slugs{Length: 7, Attempts: 5},
		Limits: Limits{
			BodyBytes:    16 << 10,
			ReadTimeout:  5 * time.Second,
			WriteTimeout: 10 * time.Second,
			Shutdown:     15 * time.Second,
		},
	}
}

// Load reads the file called name over the defaults. No name, no file.
func Load(name string) (Config, error) {
	if name == "" {
		return Default(), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return Config{}, err
	}
	defer f.Close()
	cfg, err := Parse(f)
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", name, err)
	}
	return cfg, nil
}

// Parse reads a configuration over the defaults and checks it. Unknown keys
// are errors.
func Parse(r io.Reader) (Config, error) {
	cfg := Default()
	dec := yaml.NewDecoder(r)
	dec.KnownFields(true)
	if err := dec.Decode(&cfg); err != nil && !errors.Is(err, io.EOF) {
		return Config{}, err
	}
	cfg.BaseURL = strings.TrimRight(cfg.BaseURL, "/")
	return cfg, cfg.check()
}

func (c Config) check() error {
	if u, err := url.Parse(c.BaseURL); err != nil || u.Host == "" {
		return fmt.Errorf("base_url %q is not an absolute URL", c.BaseURL)
	}
	if c.Slugs.Length < 4 || c.Slugs.Length > 32 {
		return fmt.Errorf("slugs.length %d is not between 4 and 32", c.Slugs.Length)
	}
	if c.Slugs.Attempts < 1 {
		return fmt.Errorf("slugs.attempts %d is not positive", c.Slugs.Attempts)
	}
	if c.Limits.BodyBytes < 1 {
		return fmt.Errorf("limits.body_bytes %d is not positive", c.Limits.BodyBytes)
	}
	return nil
}
