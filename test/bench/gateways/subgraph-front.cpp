// Answers what the subgraph server behind it has answered before, in microseconds, so that the subgraphs are never
// what is measured. It knows nothing of GraphQL: a request is its path and body with the caller's token taken out, an
// answer is text with places for the token. What it does not know it asks the server behind, with a token that stands
// for all tokens, and keeps. `/calls` tells how many requests were answered.
//
// usage: subgraph-front <port of the server behind>; the first line printed is its own port.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using std::string;
using std::string_view;

static const string anyToken = "t000000any000000";
static int behindPort = 0;
static unsigned long long calls = 0;

struct Connection {
  int fd;
  string in;
  string out;
  size_t sent = 0;
};
struct Request {
  string_view path;
  string_view token;
  string body;
  size_t length = 0;
};
static std::unordered_map<string, std::vector<string>> answers;

[[noreturn]] static void fail(const char *what) {
  perror(what);
  exit(1);
}

static string_view header(string_view head, const char *name) {
  const size_t size = strlen(name);
  for (size_t at = head.find("\r\n"); at != string_view::npos; at = head.find("\r\n", at + 2)) {
    const size_t start = at + 2;
    if (head.size() <= start + size || strncasecmp(head.data() + start, name, size) != 0 || head[start + size] != ':')
      continue;
    size_t from = start + size + 1;
    while (from < head.size() && head[from] == ' ') from++;
    return head.substr(from, head.find("\r\n", from) - from);
  }
  return {};
}

// Whether a whole chunked body lies from `at` on; then `body` is what it says and `at` its end.
static bool unchunk(string_view in, size_t &at, string &body) {
  for (;;) {
    const size_t line = in.find("\r\n", at);
    if (line == string_view::npos) return false;
    const size_t size = strtoul(string(in.substr(at, line - at)).c_str(), nullptr, 16);
    if (in.size() < line + 2 + size + 2) return false;
    body.append(in.substr(line + 2, size));
    at = line + 2 + size + 2;
    if (size == 0) return true;
  }
}

static bool readRequest(const string &in, Request &request) {
  const size_t end = in.find("\r\n\r\n");
  if (end == string::npos) return false;
  const string_view head = string_view(in).substr(0, end + 2);
  const size_t path = head.find(' ') + 1;
  request.path = head.substr(path, head.find(' ', path) - path);
  const string_view authorization = header(head, "authorization");
  request.token = authorization.size() > 7 ? authorization.substr(7) : string_view{};
  if (header(head, "transfer-encoding") == "chunked") {
    request.length = end + 4;
    return unchunk(in, request.length, request.body);
  }
  const size_t size = strtoul(string(header(head, "content-length")).c_str(), nullptr, 10);
  if (in.size() < end + 4 + size) return false;
  request.body.assign(in, end + 4, size);
  request.length = end + 4 + size;
  return true;
}

static string replaced(string_view text, string_view from, string_view to) {
  if (from.empty()) return string(text);
  string out;
  size_t at = 0;
  for (size_t found; (found = text.find(from, at)) != string_view::npos; at = found + from.size())
    out.append(text, at, found - at).append(to);
  return out.append(text.substr(at));
}

static string ask(const string &path, const string &body, bool withToken) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(behindPort);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr *>(&to), sizeof to) != 0) fail("connect");
  const string request = "POST " + path + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n" +
                         (withToken ? "authorization: Bearer " + anyToken + "\r\n" : string()) +
                         "content-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  for (size_t sent = 0; sent < request.size();) {
    const ssize_t wrote = write(fd, request.data() + sent, request.size() - sent);
    if (wrote <= 0) fail("write");
    sent += wrote;
  }
  string answer;
  char buffer[65536];
  for (ssize_t got; (got = read(fd, buffer, sizeof buffer)) > 0;) answer.append(buffer, got);
  close(fd);
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

static const std::vector<string> &partsOf(const Request &request) {
  const string body = replaced(request.body, request.token, anyToken);
  const string path(request.path);
  const bool withToken = !request.token.empty();
  const string key = path + (withToken ? "\n" : "\nanonymous\n") + body;
  const auto known = answers.find(key);
  if (known != answers.end()) return known->second;
  const string answer = ask(path, body, withToken);
  std::vector<string> parts;
  size_t at = 0;
  for (size_t found; (found = answer.find(anyToken, at)) != string::npos; at = found + anyToken.size())
    parts.push_back(answer.substr(at, found - at));
  parts.push_back(answer.substr(at));
  return answers[key] = parts;
}

static void answerTo(const Request &request, string &out) {
  if (request.path == "/calls") {
    const string count = std::to_string(calls);
    out += "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + std::to_string(count.size()) +
           "\r\n\r\n" + count;
    return;
  }
  calls++;
  const std::vector<string> &parts = partsOf(request);
  size_t size = (parts.size() - 1) * request.token.size();
  for (const string &part : parts) size += part.size();
  out += "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + std::to_string(size) + "\r\n\r\n";
  out.reserve(out.size() + size);
  out += parts[0];
  for (size_t index = 1; index < parts.size(); index++) out.append(request.token).append(parts[index]);
}

static bool flush(Connection &connection, int poll) {
  while (connection.sent < connection.out.size()) {
    const ssize_t wrote =
        write(connection.fd, connection.out.data() + connection.sent, connection.out.size() - connection.sent);
    if (wrote > 0) {
      connection.sent += wrote;
      continue;
    }
    if (wrote < 0 && errno != EAGAIN) return false;
    epoll_event waiting{EPOLLIN | EPOLLOUT, {.ptr = &connection}};
    epoll_ctl(poll, EPOLL_CTL_MOD, connection.fd, &waiting);
    return true;
  }
  if (connection.sent > 0) {
    connection.out.clear();
    connection.sent = 0;
  }
  return true;
}

static bool serve(Connection &connection, unsigned events, int poll) {
  if (events & EPOLLOUT) {
    epoll_event reading{EPOLLIN, {.ptr = &connection}};
    epoll_ctl(poll, EPOLL_CTL_MOD, connection.fd, &reading);
    if (!flush(connection, poll)) return false;
  }
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return true;
  static char buffer[1 << 18];
  const ssize_t got = read(connection.fd, buffer, sizeof buffer);
  if (got == 0 || (got < 0 && errno != EAGAIN)) return false;
  if (got > 0) connection.in.append(buffer, got);
  for (Request request; readRequest(connection.in, request); request = Request()) {
    answerTo(request, connection.out);
    connection.in.erase(0, request.length);
  }
  return flush(connection, poll);
}

int main(int, char **given) {
  behindPort = atoi(given[1]);
  signal(SIGPIPE, SIG_IGN);
  const int listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (bind(listening, reinterpret_cast<sockaddr *>(&at), size) != 0 || listen(listening, 1024) != 0) fail("listen");
  getsockname(listening, reinterpret_cast<sockaddr *>(&at), &size);
  printf("%d\n", ntohs(at.sin_port));
  fflush(stdout);
  const int poll = epoll_create1(0);
  epoll_event accepting{EPOLLIN, {.ptr = nullptr}};
  epoll_ctl(poll, EPOLL_CTL_ADD, listening, &accepting);
  for (;;) {
    epoll_event events[256];
    const int count = epoll_wait(poll, events, 256, -1);
    for (int index = 0; index < count; index++) {
      auto *connection = static_cast<Connection *>(events[index].data.ptr);
      if (connection) {
        if (serve(*connection, events[index].events, poll)) continue;
        close(connection->fd);
        delete connection;
        continue;
      }
      for (int fd; (fd = accept4(listening, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        epoll_event reading{EPOLLIN, {.ptr = new Connection{fd, {}, {}}}};
        epoll_ctl(poll, EPOLL_CTL_ADD, fd, &reading);
      }
    }
  }
}
