"""A browser by HTTPS, with the certificate that the server made itself."""

import running


def test_a_browser_signs_in_by_https_and_keeps_its_cookie_there(browser, copy_of_demo):
    folder = copy_of_demo()
    token = folder.token()
    server = running.Server(folder, "--tls-self-signed", "--public-dashboards")
    try:
        running.wait_until(
            lambda: "https://" in server.log, running.START_SECONDS, "the server's start")
        base = f"https://localhost:{server.port}"
        context = browser.new_context(base_url=base, ignore_https_errors=True)
        page = context.new_page()
        faults = []
        page.on("console", lambda message: faults.append(message.text)
                if message.type in ("error", "warning") else None)
        page.goto("/login")
        page.fill("#token", token)
        page.click("main button")
        page.wait_for_url(f"{base}/")
        assert page.request.get("/healthz").status == 200
        [cookie] = context.cookies()
        assert cookie["name"] == "__Host-mebe_session"
        assert cookie["secure"] and cookie["httpOnly"]
        page.goto("/units/VN-2024-034?period=2023")
        assert "Bắc Quang" in page.inner_text("h1")
        assert faults == []
        context.close()
    finally:
        server.end()
