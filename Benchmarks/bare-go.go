// bare-go FILE CERTIFICATES: polls every URL of FILE once with a new transport each, as miniflux does: no connection and
// no TLS session is used twice.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		os.Exit(66)
	}
	pem, _ := os.ReadFile(os.Args[2])
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	var good atomic.Int64
	var workers sync.WaitGroup
	lines := make(chan string)
	for i := 0; i < 16; i++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for line := range lines {
				url, tag, _ := strings.Cut(line, "\t")
				client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
				request, _ := http.NewRequest("GET", url, nil)
				if tag != "" {
					request.Header.Set("If-None-Match", tag)
				}
				request.Close = true
				answer, err := client.Do(request)
				if err != nil {
					fmt.Println(err)
					continue
				}
				io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
				if answer.StatusCode == 304 || answer.StatusCode == 200 {
					good.Add(1)
				}
			}
		}()
	}
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		lines <- scanner.Text()
	}
	close(lines)
	workers.Wait()
	fmt.Println(good.Load(), "good")
}
